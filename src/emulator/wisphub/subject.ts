/** The ticket subjects by priority, in the order of the static door of both dialects (contract 1.8). */
export const subjectsByPriority = {
  low: list('Cambio de Contraseña en Router Wifi|Cambio de Domicilio|Recolección De Equipos|Cancelación|Desconexión'),
  normal: list(
    'Internet Lento|Internet Intermitente|Antena Desalineada|Cables Mal Colocados|Cableado Para Modem Extra',
  ),
  high: list(
    'No Tiene Internet|Antena Dañada|No Responde la Antena|No Responde el Router Wifi',
    'Router Wifi Reseteado (Valores de Fabrica)|Cambio de Router Wifi|Cambio de Antena|Cambio de Antena + Router Wifi',
    'Cable UTP Dañado|PoE Dañado|Conector Dañado|Antena valores De Fabrica|Eliminador Dañado|RJ45 Dañado|Alambres Rotos',
    'Reconexión|Cable Fibra Dañado|Jumper Dañado',
  ),
  very_high: list('Troncal Dañado|Caja Nap Dañada|Cambio A Fibra Óptica'),
} as const;

/** All 31, the four lists joined in order. */
export const allSubjects: readonly string[] = Object.values(subjectsByPriority).flat();

/** 1 to 4; a subject nobody knows has 2, and is then refused natively. */
export function priorityOf(subject: string): number {
  const index = Object.values(subjectsByPriority).findIndex((subjects) => subjects.includes(subject));
  return index === -1 ? 2 : index + 1;
}

function list(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split('|'));
}
