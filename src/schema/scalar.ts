import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { toDay } from '../model/calendar.js';
import { toDecimal } from '../model/money.js';

export {
  GraphQLCurrency as CurrencyScalar,
  GraphQLDateTime as DateTimeScalar,
  GraphQLEmailAddress as EmailAddressScalar,
  GraphQLIP as IPScalar,
  GraphQLLatitude as LatitudeScalar,
  GraphQLLongitude as LongitudeScalar,
  GraphQLMAC as MACScalar,
  GraphQLPhoneNumber as PhoneNumberScalar,
  GraphQLURL as URLScalar,
} from 'graphql-scalars';

/** A scalar that is text on both sides, checked on the way in. */
function createTextScalar(
  name: string,
  description: string,
  read: (text: string) => string | null,
): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    const text = typeof value === 'string' ? read(value) : null;
    if (text === null) throw new GraphQLError(`${name} cannot represent that value.`);
    return text;
  };
  return new GraphQLScalarType({
    name,
    description,
    serialize: (value) => value as string,
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : null),
  });
}

export const DecimalScalar = createTextScalar(
  'Decimal',
  'An exact decimal number as a string, with a point and at least two decimals: `"-15000.50"`. Never a float.',
  toDecimal,
);

/** graphql-scalars' own turns a day into an instant on the way in; a calendar day is none. */
export const DateScalar = createTextScalar(
  'Date',
  'A calendar day without time or zone, ISO 8601: `"2026-03-15"`.',
  toDay,
);
