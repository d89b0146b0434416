import type { Prices } from './profile.js';

/** Price in the money of a country, as a decimal text. @param pesos Colombian, as the fixed plans have them */
export function convertPrice(pesos: string, { perColombianPeso, step, less }: Prices): string {
  const amount = Number(pesos);
  if (amount === 0) return '0.00';
  const steps = Math.max(1, Math.round((amount * perColombianPeso) / step));
  return (steps * step - less).toFixed(2);
}

/** Balance in the money of a country: what is owed for a plan is its price. @param prices of the plans in Colombian pesos */
export function convertBalance(pesos: string, prices: Prices, plans: readonly (string | null)[]): string {
  if (plans.includes(pesos)) return convertPrice(pesos, prices);
  const amount = (Number(pesos) * prices.perColombianPeso).toFixed(prices.decimals);
  return prices.decimals === 0 ? `${amount}.00` : amount;
}
