import { Field, ObjectType } from 'type-graphql';
import type { DocumentKind } from '../model/document/kind.js';
import type { IdentityDocument } from '../model/document.js';
import { createEnum } from './enum.js';
import { Masked } from './field.js';

const DocumentKindEnum = createEnum<DocumentKind>(
  'DocumentKind',
  'Kind of an identity document, by the name that its country gives it.',
  {
    CARNE_EXTRANJERIA: 'Card of a foreigner in Peru, 9 digits.',
    CEDULA:
      'Identity card of a person: Colombia 6 to 10 digits, Costa Rica 9, Dominican Republic 11, Ecuador 10, Nicaragua 14 characters, Panama as in `8-123-456`, Venezuela V or E and up to 8 digits.',
    CEDULA_EXTRANJERIA: 'Card of a foreigner in Colombia (CE) or Bolivia (E).',
    CEDULA_JURIDICA: 'Company in Costa Rica, 10 digits.',
    CI: 'Identity card of a person in Bolivia, Paraguay and Uruguay.',
    CNPJ: 'Company in Brazil, 14 characters.',
    CPF: 'Person in Brazil, 11 digits.',
    CUI: 'Person in Guatemala, 13 digits: the number of the DPI.',
    CUIT: 'Tax id of a person or company in Argentina, 11 digits; the CUIL as well.',
    CURP: 'Person in Mexico, 18 characters.',
    DIMEX: 'Card of a foreigner in Costa Rica, 11 or 12 digits.',
    DNI: 'Identity card of a person: Argentina 7 or 8 digits, Honduras 13, Peru 8, Spain 8 and a letter.',
    DUI: 'Identity card of a person in El Salvador, 9 digits.',
    NIE: 'Foreigner in Spain: X, Y or Z, 7 digits and a letter.',
    NIF: 'Company in Spain: a letter, 7 digits and a check character.',
    NIT: 'Tax id in Bolivia, Colombia (without its check digit), El Salvador and Guatemala.',
    PASSPORT: 'Passport of any country.',
    RFC: 'Tax id in Mexico, 12 characters of a company or 13 of a person.',
    RIF: 'Tax id in Venezuela, a letter and 9 digits.',
    RNC: 'Tax id of a company in the Dominican Republic, 9 digits.',
    RTN: 'Tax id in Honduras, 14 digits.',
    RUC: 'Tax id in Ecuador (13 digits), Nicaragua, Panama, Paraguay and Peru (11 digits).',
    RUT: 'Tax id in Uruguay (12 digits); of persons and companies in Chile, where it is the identity card as well (RUN).',
    UNKNOWN: 'No form of the country fits, or the check digit is wrong.',
  },
);

@ObjectType({ description: 'An identity document by what it is.', simpleResolvers: true })
export class ClientDocument implements IdentityDocument {
  @Masked('public')
  @Field(() => DocumentKindEnum, { description: 'Kind of document.' })
  readonly kind!: DocumentKind;

  @Masked('mask')
  @Field(() => String, {
    description:
      'The same for all ways of writing it: `"V12345678"` for `V-12.345.678`. Masked without `personal:read`: `•••••78`.',
  })
  readonly value!: string;

  @Masked('public')
  @Field(() => String, {
    nullable: true,
    description:
      'Country that issued it, an ISO 3166 code such as `"CO"`. Null for a passport, and when it is unknown.',
  })
  readonly country!: IdentityDocument['country'];

  @Masked('public')
  @Field(() => Boolean, {
    nullable: true,
    description:
      'True for the document of a company. Null when persons and companies have the kind alike, or it is unknown.',
  })
  readonly isCompany!: boolean | null;
}
