import { Field, ID, InputType, Int } from 'type-graphql';
import { createEnum } from './enum.js';

type WisproKeyType = 'ID' | 'COD' | 'DNI' | 'CUIT';

const WisproKeyTypeEnum = createEnum<WisproKeyType>('WisproKeyType', 'Kinds of key by which Wispro finds a client.', {
  ID: "Wispro's own id: a UUID or a number.",
  COD: "The ISP's customer number; leading zeros count.",
  DNI: 'National identity document of the country: the DNI in Argentina (7 or 8 digits), the cédula in Colombia, the RUT in Chile. In other countries than Argentina, a tax id that is stored as one is found by it as well.',
  CUIT: 'Tax id of the country: the CUIT in Argentina (11 digits with a valid check digit), the NIT in Colombia, the RUC in Ecuador.',
});

@InputType({ description: 'Key of a client at Wispro.' })
class WisproKey {
  @Field(() => WisproKeyTypeEnum, { description: 'Kind of key.' })
  readonly type!: WisproKeyType;

  @Field(() => String, { description: 'For example `"30111222"`.' })
  readonly value!: string;
}

@InputType({ description: 'Key of a client: exactly one field.' })
export class ClientBy {
  @Field(() => ID, { nullable: true, description: 'Global id.' })
  readonly id?: string | null;

  @Field(() => Int, { nullable: true, description: "WispHub's service id." })
  readonly serviceId?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Identity document, with or without its dots, hyphens and check digit. Returns the first service that has it.',
  })
  readonly document?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Telephone number, in E.164, as dialled in the country of the ISP or as WhatsApp sends it; any number on record matches. AMBIGUOUS when several people have it. A number written without `personal:read` is not found until a caller with `personal:read` has written it.',
  })
  readonly phone?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'E-mail address; case does not matter, and any address on record matches. AMBIGUOUS when several people have it.',
  })
  readonly email?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "User name of the subscriber's login or line, exactly as the back end has it.",
  })
  readonly username?: string | null;

  @Field(() => WisproKey, { nullable: true, description: 'A key of Wispro.' })
  readonly wispro?: WisproKey | null;
}
