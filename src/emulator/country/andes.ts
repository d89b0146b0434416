import { colombianPapers, ecuadorianPapers, peruvianPapers, venezuelanPapers } from './papers.js';
import { numbering, type Profile, town, words } from './profile.js';

const colombia: Profile = {
  male: words('JOSÉ,LUIS,CARLOS,ANDRÉS,JESÚS,RAMÓN,FABIÁN,IVÁN,NÉSTOR,WILSON,ALDEMAR,ÓSCAR,EDINSON'),
  female: words('MARÍA,ANA,ÁNGELA,LUCÍA,INÉS,SOFÍA,GLORIA,ROCÍO,YULIANA,LEIDY,RUBIELA,NOHORA,ESPERANZA'),
  surnames: words(
    'PÉREZ,GÓMEZ,MUÑOZ,PEÑA,ORDÓÑEZ,RODRÍGUEZ,CASTAÑO,QUIÑONES,ZÚÑIGA,BENÍTEZ,LONDOÑO,PATIÑO,HERRERA,CÁRDENAS,RINCÓN,OSPINA,MOSQUERA',
  ),
  surnameCount: 2,
  trades: words('PANADERÍA,FERRETERÍA,DROGUERÍA,TIENDA,GRANERO,HOTEL'),
  legalForm: 'S.A.S.',
  papers: colombianPapers,
  numbering: numbering(
    '57',
    ['300', '301', '302', '304', '310', '311', '312', '313', '314', '315', '316', '318', '320', '321'],
    7,
  ),
  towns: [
    town('Sabanagrande', 'Atlántico', '', 10.79, -74.76),
    town('Santo Tomás', 'Atlántico', '', 10.76, -74.76),
    town('Malambo', 'Atlántico', '', 10.86, -74.77),
    town('Pitalito', 'Huila', '', 1.85, -76.05),
    town('Chiquinquirá', 'Boyacá', '', 5.62, -73.82),
  ],
  streets: words('Calle 12 #,Carrera 7 #,Calle 5 #,Carrera 15 #,Diagonal 4 #,Transversal 9 #,Calle 21 #,Carrera 3 #'),
  quarters: words(
    'CENTRO,BELLAVISTA,LA ESPERANZA,EL PEÑÓN,SAN JOSÉ,VILLA LUZ,LOS ALMENDROS,MIRAFLORES,LA UNIÓN,SANTA RITA,EL CARMEN,VEREDA NORTE',
  ),
  line: (street, number, quarter) => `${street.toUpperCase()} ${number} B/ ${quarter}`,
  prices: { currency: 'COP', perColombianPeso: 1, step: 100, less: 0, decimals: 2 },
  planWords: ['HOGAR', 'EMPRESARIAL', 'RURAL', 'CORTESÍA'],
  paymentMethods: ['Efectivo', 'Transferencia Bancolombia', 'Nequi', 'PSE'],
};

const ecuador: Profile = {
  male: words('LUIS,JOSÉ,SEGUNDO,ÁNGEL,CARLOS,MANUEL,VÍCTOR,WILSON,BYRON,STALIN,EDISON,KLÉVER'),
  female: words('MARÍA,ROSA,BLANCA,CARMEN,GLADYS,LUZ,NARCISA,JÉSSICA,VERÓNICA,ANA,ZOILA,MÓNICA'),
  surnames: words(
    'ZAMBRANO,CEDEÑO,QUISHPE,GUAMÁN,MENDOZA,CAIZA,CHÁVEZ,YÁNEZ,ORDÓÑEZ,TOAPANTA,VÉLEZ,MUÑOZ,PAZMIÑO,VERA,ALVARADO,LÓPEZ',
  ),
  surnameCount: 2,
  trades: words('PANADERÍA,FERRETERÍA,HACIENDA,FARMACIA,COMERCIAL,HOSTAL'),
  legalForm: 'CÍA. LTDA.',
  papers: ecuadorianPapers,
  numbering: numbering('593', ['959', '963', '967', '979', '984', '987', '992', '994', '995', '998'], 6, '0'),
  towns: [
    town('Portoviejo', 'Manabí', '', -1.05, -80.45),
    town('Cayambe', 'Pichincha', '', 0.04, -78.14),
    town('Riobamba', 'Chimborazo', '', -1.66, -78.65),
    town('Azogues', 'Cañar', '', -2.74, -78.85),
    town('Quevedo', 'Los Ríos', '', -1.02, -79.46),
  ],
  streets: words('10 de Agosto,Av. Bolívar,Sucre,Eloy Alfaro,García Moreno,Vía a la Costa km,Rocafuerte,Olmedo'),
  quarters: words(
    'CENTRO,LA FLORIDA,SAN JOSÉ,EL PEDREGAL,LOS CEIBOS,SANTA ANA,LA MERCED,EL ROSARIO,12 DE OCTUBRE,LA CAÑADA,SAN PABLO,RECINTO NORTE',
  ),
  line: (street, number, quarter) => `${street.toUpperCase()} ${number} Y CALLE B, ${quarter}`,
  prices: { currency: 'USD', perColombianPeso: 0.0005, step: 1, less: 0.01, decimals: 2 },
  planWords: ['HOGAR', 'PYMES', 'RURAL', 'CORTESÍA'],
  paymentMethods: ['Efectivo', 'Transferencia Pichincha', 'De Una', 'Mi Vecino'],
};

const peru: Profile = {
  male: words('JOSÉ,LUIS,JUAN,CARLOS,JORGE,VÍCTOR,WILMER,PERCY,RAÚL,EDGAR,ELMER,CÉSAR'),
  female: words('MARÍA,ROSA,JUANA,CARMEN,LUZ,FLOR,NELLY,MILAGROS,ROXANA,INÉS,YOLANDA,BLANCA'),
  surnames: words(
    'QUISPE,FLORES,SÁNCHEZ,RODRÍGUEZ,GARCÍA,ROJAS,HUAMÁN,MAMANI,CHÁVEZ,RAMOS,ESPINOZA,CASTAÑEDA,CCORI,ÑAUPARI,VÁSQUEZ,TICONA',
  ),
  surnameCount: 2,
  trades: words('PANADERÍA,FERRETERÍA,INVERSIONES,BOTICA,COMERCIAL,HOSPEDAJE'),
  legalForm: 'S.A.C.',
  papers: peruvianPapers,
  numbering: numbering('51', ['91', '92', '93', '94', '95', '96', '97', '98', '99'], 7),
  towns: [
    town('Huancayo', 'Junín', '', -12.07, -75.21),
    town('Tarapoto', 'San Martín', '', -6.49, -76.37),
    town('Cajamarca', 'Cajamarca', '', -7.16, -78.51),
    town('Juliaca', 'Puno', '', -15.5, -70.13),
    town('Cañete', 'Lima', '', -13.08, -76.39),
  ],
  streets: words('Jr. Lima,Av. Grau,Jr. Ayacucho,Av. La Marina,Calle Real,Psje. Bolívar,Jr. Junín,Av. Perú'),
  quarters: words(
    'CERCADO,EL TAMBO,CHILCA,LA PERLA,SAN CARLOS,LOS OLIVOS,VILLA EL PEÑÓN,LA MERCED,SANTA ROSA,MIRAFLORES,LAS LOMAS,ANEXO RURAL',
  ),
  line: (street, number, quarter) => `${street.toUpperCase()} NRO. ${number} URB. ${quarter}`,
  prices: { currency: 'PEN', perColombianPeso: 0.0014, step: 10, less: 0.1, decimals: 2 },
  planWords: ['HOGAR', 'NEGOCIOS', 'RURAL', 'CORTESÍA'],
  paymentMethods: ['Efectivo', 'Transferencia BCP', 'Yape', 'PagoEfectivo'],
};

const venezuela: Profile = {
  male: words('JOSÉ,LUIS,CARLOS,JESÚS,RAFAEL,PEDRO,YORMAN,WILMER,ANTONIO,ALEXÁNDER,DARWIN,HENRY'),
  female: words('MARÍA,CARMEN,ANA,YULIMAR,MARYELIS,YOLANDA,GLADYS,MILAGROS,NORELIS,BELKIS,ROSA,MARÍANGEL'),
  surnames: words(
    'GONZÁLEZ,RODRÍGUEZ,PÉREZ,HERNÁNDEZ,GARCÍA,RAMÍREZ,CHACÓN,COLMENARES,URDANETA,BRICEÑO,MÁRQUEZ,ROJAS,CONTRERAS,PEÑA,NÚÑEZ,BELLO',
  ),
  surnameCount: 2,
  trades: words('PANADERÍA,FERRETERÍA,INVERSIONES,FARMACIA,BODEGÓN,POSADA'),
  legalForm: 'C.A.',
  papers: venezuelanPapers,
  numbering: numbering('58', ['412', '414', '416', '424', '426'], 7, '0'),
  towns: [
    town('San Cristóbal', 'Táchira', '', 7.77, -72.22),
    town('Barinas', 'Barinas', '', 8.62, -70.21),
    town('Mérida', 'Mérida', '', 8.59, -71.14),
    town('Maturín', 'Monagas', '', 9.75, -63.18),
    town('Carora', 'Lara', '', 10.17, -70.08),
  ],
  streets: words('Av. Bolívar,Calle 8,Carrera 5,Av. Sucre,Calle Páez,Av. Libertador,Calle Miranda,Vereda 4'),
  quarters: words(
    'CENTRO,BARRIO OBRERO,LA CONCORDIA,LAS ACACIAS,EL VALLE,SANTA TERESA,PUEBLO NUEVO,LOS PINOS,LA CAÑADA,ALTO BARINAS,LAS PIÑAS,SECTOR RURAL',
  ),
  line: (street, number, quarter) => `${street.toUpperCase()} CASA ${number}, SECTOR ${quarter}`,
  prices: { currency: 'VES', perColombianPeso: 0.08, step: 50, less: 0, decimals: 2 },
  planWords: ['HOGAR', 'EMPRESAS', 'RURAL', 'CORTESÍA'],
  paymentMethods: ['Efectivo', 'Transferencia', 'Pago Móvil', 'Punto de venta'],
};

export const andes = { CO: colombia, EC: ecuador, PE: peru, VE: venezuela } as const;
