import type { DocumentKind } from '../model/document/kind.js';
import { createEnum } from './enum.js';

export const DocumentKindEnum = createEnum<DocumentKind>(
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
