import type { Coordinates } from '../../../../model/coordinates.js';

/** `"10.79,-74.75"`, degrees north and east (native contract 7). 0,0 is how a position that is not set reads. */
export function toCoordinates(text: string | null | undefined): Coordinates | null {
  const [, north, east] = /^\s*(-?\d{1,2}(?:\.\d{1,15})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,15})?)\s*$/.exec(text ?? '') ?? [];
  const [latitude, longitude] = [Number(north), Number(east)];
  const isInRange = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isInRange && (latitude !== 0 || longitude !== 0) ? { latitude, longitude } : null;
}
