import { mexicanPapers } from './mexican-papers.js';
import { brazilianPapers } from './papers.js';
import { type Profile, tail, town, words } from './profile.js';

const mexico: Profile = {
  male: words('JOSÉ,JUAN,LUIS,MIGUEL ÁNGEL,FRANCISCO,JESÚS,ALEJANDRO,RAÚL,GERARDO,HÉCTOR,ÓSCAR,URIEL,EFRAÍN'),
  female: words('MARÍA,GUADALUPE,VERÓNICA,LETICIA,XÓCHITL,ROSA,YOLANDA,ALEJANDRA,MARGARITA,ITZEL,ARACELI,MÓNICA'),
  surnames: words(
    'HERNÁNDEZ,GARCÍA,MARTÍNEZ,LÓPEZ,GONZÁLEZ,PÉREZ,RODRÍGUEZ,SÁNCHEZ,RAMÍREZ,FLORES,CHÁVEZ,NÚÑEZ,ORTIZ,IBARRA,MUÑOZ,TREVIÑO,XICOTÉNCATL',
  ),
  surnameCount: 2,
  trades: words('ABARROTES,FERRETERÍA,RANCHO,FARMACIA,TALLER,HOTEL'),
  legalForm: 'S.A. DE C.V.',
  papers: mexicanPapers,
  numbering: {
    code: '52',
    mobile: (random, area) => `${area}${random.int(2, 8)}${tail(random, 9 - area.length)}`,
    local: (national) => national,
    international: (national) => `52${national}`,
  },
  towns: [
    town('Atlixco', 'Puebla', '244', 18.91, -98.44),
    town('Tepatitlán', 'Jalisco', '378', 20.82, -102.76),
    town('Oaxaca', 'Oaxaca', '951', 17.06, -96.72),
    town('León', 'Guanajuato', '477', 21.12, -101.68),
    town('Mérida', 'Yucatán', '999', 20.97, -89.62),
  ],
  streets: words(
    'Av. Benito Juárez,Calle Hidalgo,5 de Mayo,Calle Morelos,Av. Independencia,Privada Nogales,Camino Real,Calle Allende',
  ),
  quarters: words(
    'CENTRO,LA PALMA,SAN MIGUEL,LOS PINOS,EL ROSARIO,LAS PEÑAS,REFORMA,LA LOMA,SANTA CRUZ,BENITO JUÁREZ,EL MIRADOR,EJIDO NORTE',
  ),
  line: (street, number, quarter) => `${street.toUpperCase()} ${number}, COL. ${quarter}`,
  prices: { currency: 'MXN', perColombianPeso: 0.0075, step: 50, less: 1, decimals: 2 },
  planWords: ['HOGAR', 'NEGOCIO', 'RURAL', 'CORTESÍA'],
  paymentMethods: ['Efectivo', 'Transferencia SPEI', 'OXXO', 'CoDi'],
};

const brazil: Profile = {
  male: words('JOSÉ,JOÃO,ANTÔNIO,CARLOS,PAULO,LUCAS,MATEUS,RAFAEL,FÁBIO,CAUÃ,EDSON,GETÚLIO,WELLINGTON'),
  female: words('MARIA,ANA,FRANCISCA,ADRIANA,JULIANA,FERNANDA,PATRÍCIA,LETÍCIA,CONCEIÇÃO,BEATRIZ,ROSÂNGELA,CÍNTIA'),
  surnames: words(
    'DA SILVA,DOS SANTOS,OLIVEIRA,SOUZA,DE LIMA,PEREIRA,FERREIRA,COSTA,GONÇALVES,ARAÚJO,ASSUNÇÃO,MAGALHÃES,NÓBREGA,CARVALHO,ROCHA,FALCÃO',
  ),
  surnameCount: 2,
  trades: words('PADARIA,MERCADINHO,FAZENDA,FARMÁCIA,OFICINA,POUSADA'),
  legalForm: 'LTDA',
  papers: brazilianPapers,
  numbering: {
    code: '55',
    mobile: (random, area) => `${area}9${random.int(6, 9)}${tail(random, 7)}`,
    local: (national) => national,
    international: (national) => `55${national}`,
  },
  towns: [
    town('Feira de Santana', 'Bahia', '75', -12.27, -38.97),
    town('Juazeiro do Norte', 'Ceará', '88', -7.21, -39.32),
    town('Poços de Caldas', 'Minas Gerais', '35', -21.79, -46.56),
    town('Maringá', 'Paraná', '44', -23.42, -51.94),
    town('São Carlos', 'São Paulo', '16', -22.01, -47.89),
  ],
  streets: words(
    'Rua das Flores,Av. Brasil,Rua Sete de Setembro,Rua XV de Novembro,Av. Getúlio Vargas,Travessa São João,Rua Tiradentes,Estrada Velha km',
  ),
  quarters: words(
    'CENTRO,BOA VISTA,SÃO JOSÉ,JARDIM AMÉRICA,VILA NOVA,SANTO ANTÔNIO,CONCEIÇÃO,ALTO DA SERRA,BELA VISTA,PARQUE INDUSTRIAL,NOVA ESPERANÇA,ZONA RURAL',
  ),
  line: (street, number, quarter) => `${street.toUpperCase()}, ${number} - ${quarter}`,
  prices: { currency: 'BRL', perColombianPeso: 0.002, step: 10, less: 0.1, decimals: 2 },
  planWords: ['CASA', 'EMPRESA', 'RURAL', 'CORTESIA'],
  paymentMethods: ['Dinheiro', 'Pix', 'Boleto', 'Cartão'],
};

export const mexicoAndBrazil = { BR: brazil, MX: mexico } as const;
