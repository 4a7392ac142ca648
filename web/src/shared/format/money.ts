// Money in minor units as people write it.
// Owns nothing; currencies' digits come from the browser.
import type { Money } from '@/api/types';

function digits(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

const symbols: Record<string, string> = { CNY: '¥', USD: '$', EUR: '€', GBP: '£', JPY: '¥', HKD: 'HK$', TWD: 'NT$' };

/** `¥1,280.00`; whole amounts lose their zeros when `short`. */
export function formatMoney(money: Money, { short = false }: { short?: boolean } = {}): string {
  const places = digits(money.currency);
  const value = money.amount / 10 ** places;
  const fraction = short && Number.isInteger(value) ? 0 : places;
  const number = new Intl.NumberFormat('en-US', { minimumFractionDigits: fraction, maximumFractionDigits: fraction }).format(Math.abs(value));
  return `${value < 0 ? '−' : ''}${symbols[money.currency] ?? `${money.currency} `}${number}`;
}

/** What was typed as minor units; null unless it is an amount of at most two decimals. */
export function parseMoney(text: string, currency = 'CNY'): Money | null {
  const plain = text.trim().replace(/^[¥￥]/, '').replace(/,/g, '').trim();
  if (!/^\d{1,11}(\.\d{1,2})?$/.test(plain)) return null;
  const [whole = '0', part = ''] = plain.split('.');
  return { amount: Number(whole) * 100 + Number(part.padEnd(2, '0')), currency };
}
