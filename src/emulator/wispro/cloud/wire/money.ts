import type { ChosenCloudSettings } from '../settings.js';

/** An amount of a payment or an account: a text with a point unless set (cloud contract T8, A-02). */
export function writeMoney(cents: number, as: ChosenCloudSettings['moneyAs']): string | number | null {
  const amount = (cents / 100).toFixed(2);
  const forms: Readonly<Record<typeof as, () => string | number | null>> = {
    text: () => amount.replace(/0$/, ''),
    number: () => Number(amount),
    comma: () => amount.replace('.', ','),
    grouped: () => amount.replace('.', ',').replace(/\B(?=(?:\d{3})+,)/g, '.'),
    null: () => null,
    blank: () => '',
  };
  return forms[as]();
}
