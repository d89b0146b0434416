/** Result of every ping of this client; `hanging` stays PENDING, `broken` is a router's error text. */
export type PingOutcome =
  | 'stable'
  | 'intermittent'
  | 'none'
  | 'antennaOnly'
  | 'failed'
  | 'empty'
  | 'broken'
  | 'hanging';

export interface NativeReference {
  readonly id: number;
  readonly nombre: string;
}

/** A service of the native system in its own words (contract 1.2, 5.7), less what the middleware never reads. */
export interface NativeRow {
  readonly id_servicio: number;
  readonly nombre: string;
  readonly cedula: string;
  readonly telefono: string;
  readonly direccion: string;
  readonly ciudad: string;
  readonly localidad: string;
  readonly estado: string;
  readonly zona: NativeReference | null;
  readonly ip: string | null;
  /** `D/MM/YYYY`, the day unpadded. */
  readonly fecha_corte: string | null;
  /** A decimal string; below zero is credit. */
  readonly saldo: string;
  readonly interfaz_lan: string;
  readonly plan_internet: NativeReference | null;
  readonly precio_plan: string | null;
  readonly tecnico: NativeReference | null;
  /** Not native: how the emulated line behaves. */
  readonly pingOutcome: PingOutcome;
}
