/** A ticket of the native system, in its own words less `servicio`'s inside (contract 1.8, 5.7). */
export interface NativeTicket {
  readonly id_ticket: number;
  readonly id_servicio: number;
  readonly asunto: string;
  readonly descripcion: string;
  /** Text; a number here is a shape that the v1 middleware cannot read. */
  readonly estado: string;
  readonly prioridad: string | number;
  /** 1 new, 2 in progress, 4 closed. */
  readonly codigo_estado: number;
  readonly id_tecnico: number | null;
  /** Absent: when its estimated start is, or a month ago. The middleware shows none. */
  readonly fecha_creacion?: string | undefined;
  readonly fecha_estimada_inicio: string | null;
  readonly fecha_estimada_fin: string | null;
  /** Natively a list, so that no answer text gets through; one object in an old shape. */
  readonly respuestas: readonly { readonly respuesta: string }[] | { readonly respuesta: string };
}
