import { argentinePapers, chileanPapers, paraguayanPapers, uruguayanPapers } from './papers.js';
import { numbering, type Profile, tail, town, words } from './profile.js';

const argentina: Profile = {
  male: words('JUAN,JOSÉ,MARTÍN,NICOLÁS,FACUNDO,TOMÁS,AGUSTÍN,RAMIRO,HÉCTOR,RUBÉN,RAÚL,GUSTAVO,HERNÁN,ÁNGEL'),
  female: words('MARÍA,LUCÍA,SOFÍA,VALENTINA,CAMILA,JULIETA,ROCÍO,MICAELA,GRACIELA,NORMA,SUSANA,MIRTA,NÉLIDA,BEATRIZ'),
  surnames: words(
    'GONZÁLEZ,RODRÍGUEZ,GÓMEZ,FERNÁNDEZ,LÓPEZ,DÍAZ,MARTÍNEZ,ROMERO,SOSA,BENÍTEZ,ACOSTA,NÚÑEZ,ETCHEVERRY,ARGAÑARAZ,PEREYRA,ROSSI,BIANCHI,MUÑOZ',
  ),
  surnameCount: 1,
  trades: words('PANADERÍA,FERRETERÍA,ESTANCIA,FARMACIA,TALLER,HOTEL'),
  legalForm: 'S.R.L.',
  papers: argentinePapers,
  numbering: {
    code: '54',
    // Ten digits in all; a 9 before them is written from abroad alone.
    mobile: (random, area) => `${area}4${tail(random, 9 - area.length)}`,
    local: (national) => national,
    international: (national) => `549${national}`,
  },
  towns: [
    town('Tandil', 'Buenos Aires', '249', -37.32, -59.13),
    town('Mar del Plata', 'Buenos Aires', '223', -38.0, -57.55),
    town('Villa María', 'Córdoba', '353', -32.41, -63.24),
    town('Rosario', 'Santa Fe', '341', -32.95, -60.64),
    town('San Rafael', 'Mendoza', '260', -34.61, -68.33),
  ],
  streets: words('San Martín,Belgrano,9 de Julio,Mitre,Rivadavia,Güemes,Av. España,Sarmiento'),
  quarters: words(
    'CENTRO,VILLA NUEVA,LA ESTACIÓN,PARQUE INDUSTRIAL,BARRIO NORTE,SAN CAYETANO,LAS TUNAS,EL PARAÍSO,VILLA ITALIA,LOS ÑANDÚES,LA PLANTA,RURAL SUR',
  ),
  line: (street, number, quarter) => `${street.toUpperCase()} ${number}, B° ${quarter}`,
  prices: { currency: 'ARS', perColombianPeso: 0.4, step: 500, less: 0, decimals: 2 },
  planWords: ['HOGAR', 'EMPRESAS', 'RURAL', 'BONIFICADO'],
  paymentMethods: ['Efectivo', 'Transferencia', 'Mercado Pago', 'Pago Fácil'],
};

const chile: Profile = {
  male: words('JOSÉ,LUIS,CRISTÓBAL,MATÍAS,BENJAMÍN,VICENTE,JOAQUÍN,PATRICIO,RODRIGO,GONZALO,SEBASTIÁN,HÉCTOR'),
  female: words('MARÍA,FERNANDA,CATALINA,ANTONIA,CONSTANZA,JAVIERA,XIMENA,PAULINA,INÉS,SOLEDAD,VERÓNICA,MACARENA'),
  surnames: words(
    'GONZÁLEZ,MUÑOZ,ROJAS,DÍAZ,PÉREZ,SOTO,CONTRERAS,SEPÚLVEDA,MORALES,FUENTES,VALENZUELA,ARAYA,ESPINOZA,TAPIA,NÚÑEZ,IBÁÑEZ,HUENCHUMÁN,CÁRDENAS',
  ),
  surnameCount: 2,
  trades: words('PANADERÍA,FERRETERÍA,COMERCIAL,MINIMARKET,AGRÍCOLA,HOSTAL'),
  legalForm: 'SPA',
  papers: chileanPapers,
  numbering: numbering('56', ['92', '94', '95', '98'], 7),
  towns: [
    town('Talca', 'Maule', '', -35.43, -71.66),
    town('Chillán', 'Ñuble', '', -36.61, -72.1),
    town('Temuco', 'La Araucanía', '', -38.74, -72.59),
    town('La Serena', 'Coquimbo', '', -29.9, -71.25),
    town('Ovalle', 'Coquimbo', '', -30.6, -71.2),
  ],
  streets: words(
    'Av. O’Higgins,Arturo Prat,Manuel Montt,Los Aromos,Camino a la Costa,Balmaceda,Los Peñones,Caupolicán',
  ),
  quarters: words(
    'CENTRO,VILLA LOS AROMOS,POBLACIÓN NORTE,LAS COMPAÑÍAS,PEÑUELAS,EL LLANO,SAN RAMÓN,LABRANZA,LOS NOGALES,ALTO DEL VALLE,PARCELAS,RURAL SUR',
  ),
  line: (street, number, quarter) => `${street.toUpperCase()} ${number}, ${quarter}`,
  prices: { currency: 'CLP', perColombianPeso: 0.25, step: 1_000, less: 10, decimals: 0 },
  planWords: ['HOGAR', 'PYME', 'RURAL', 'CORTESÍA'],
  paymentMethods: ['Efectivo', 'Transferencia', 'Webpay', 'Servipag'],
};

const uruguay: Profile = {
  male: words('JUAN,JOSÉ,DIEGO,GONZALO,MATÍAS,RODRIGO,ÁLVARO,WASHINGTON,NELSON,SANTIAGO,FEDERICO,RAÚL'),
  female: words('MARÍA,ANA,LUCÍA,VALENTINA,FLORENCIA,CAROLINA,MARIANA,SILVIA,GRACIELA,NOELIA,XIMENA,INÉS'),
  surnames: words(
    'RODRÍGUEZ,GONZÁLEZ,MARTÍNEZ,GARCÍA,SILVA,PEREIRA,FERNÁNDEZ,OLIVERA,SOSA,CABRERA,NÚÑEZ,BENTANCOR,VIÑA,FERREIRA,LACUESTA,ACOSTA',
  ),
  surnameCount: 2,
  trades: words('PANADERÍA,BARRACA,ESTANCIA,FARMACIA,ALMACÉN,HOTEL'),
  legalForm: 'S.R.L.',
  papers: uruguayanPapers,
  numbering: numbering('598', ['91', '92', '93', '94', '95', '96', '97', '98', '99'], 6, '0'),
  towns: [
    town('Tacuarembó', 'Tacuarembó', '', -31.71, -55.98),
    town('Durazno', 'Durazno', '', -33.38, -56.52),
    town('Minas', 'Lavalleja', '', -34.37, -55.24),
    town('Rocha', 'Rocha', '', -34.48, -54.33),
    town('Young', 'Río Negro', '', -32.7, -57.63),
  ],
  streets: words('18 de Julio,Artigas,Rivera,25 de Agosto,Batlle y Ordóñez,Lavalleja,Treinta y Tres,Ruta 5 km'),
  quarters: words(
    'CENTRO,BARRIO LÓPEZ,LA PEDRERA,FERROCARRIL,SAN GABRIEL,VILLA ESPAÑA,EL MOLINO,LAS DELICIAS,LA CALERA,OLÍMPICO,PASO DEL BOTE,RURAL',
  ),
  line: (street, number, quarter) => `${street.toUpperCase()} ${number}, ${quarter}`,
  prices: { currency: 'UYU', perColombianPeso: 0.02, step: 50, less: 10, decimals: 2 },
  planWords: ['HOGAR', 'EMPRESA', 'RURAL', 'BONIFICADO'],
  paymentMethods: ['Efectivo', 'Transferencia', 'Abitab', 'Redpagos'],
};

const paraguay: Profile = {
  male: words('JUAN,JOSÉ,CARLOS,DERLIS,ARNALDO,BLAS,CÉSAR,RICHARD,OSVALDO,HUGO,MATÍAS,RAMÓN'),
  female: words('MARÍA,LIZ,ROSSANA,FÁTIMA,GLORIA,MIRTHA,CELESTE,RAMONA,LETICIA,NOELIA,BLANCA,ANDREA'),
  surnames: words(
    'BENÍTEZ,GONZÁLEZ,GIMÉNEZ,VERA,ORTIZ,VILLALBA,RAMÍREZ,AQUINO,CABALLERO,NÚÑEZ,DUARTE,CÁCERES,OVELAR,FRETES,ACUÑA,ZÁRATE',
  ),
  surnameCount: 2,
  trades: words('PANADERÍA,FERRETERÍA,ESTANCIA,FARMACIA,DESPENSA,HOTEL'),
  legalForm: 'S.R.L.',
  papers: paraguayanPapers,
  numbering: numbering(
    '595',
    ['961', '971', '972', '981', '982', '983', '984', '985', '991', '992', '993', '994'],
    6,
    '0',
  ),
  towns: [
    town('Encarnación', 'Itapúa', '', -27.33, -55.87),
    town('Caaguazú', 'Caaguazú', '', -25.46, -56.02),
    town('Villarrica', 'Guairá', '', -25.75, -56.43),
    town('Concepción', 'Concepción', '', -23.41, -57.43),
    town('Areguá', 'Central', '', -25.3, -57.38),
  ],
  streets: words(
    'Mcal. López,Mcal. Estigarribia,14 de Mayo,Cerro Corá,Carlos A. López,Ruta PY02 km,Gral. Díaz,Ñu Guasu',
  ),
  quarters: words(
    'CENTRO,SAN ISIDRO,SANTA ROSA,ITÁ PASO,SAGRADA FAMILIA,LA CATEDRAL,BUENA VISTA,SAN MIGUEL,YBAROTY,ÑEMBY POTY,VILLA CONSTITUCIÓN,COMPAÑÍA RURAL',
  ),
  line: (street, number, quarter) => `${street.toUpperCase()} ${number}, B° ${quarter}`,
  prices: { currency: 'PYG', perColombianPeso: 2.5, step: 5_000, less: 0, decimals: 0 },
  planWords: ['HOGAR', 'EMPRESARIAL', 'RURAL', 'CORTESÍA'],
  paymentMethods: ['Efectivo', 'Transferencia SIPAP', 'Tigo Money', 'Aquí Pago'],
};

export const south = { AR: argentina, CL: chile, PY: paraguay, UY: uruguay } as const;
