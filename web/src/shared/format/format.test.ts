// Wording of durations, time left, moments and money, with the hand calculation beside it.
import i18next from 'i18next';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, addMonths, dateText, monthStart, fromLocalInput, longDate, longMoment, shortMoment, toLocalInput, zonedParts, monthText, periodOf, periodText, spanText } from './date';
import { formatAgo, formatDuration, timeLeft } from './duration';
import { formatMoney, parseMoney } from './money';
import { intervalText, metricText } from './metric';

const texts = (locale: string) => JSON.parse(readFileSync(new URL(`../locales/${locale}.json`, import.meta.url), 'utf8')) as Record<string, unknown>;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

beforeAll(async () => {
  await i18next.init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: texts('zh-CN') }, en: { translation: texts('en') } }, interpolation: { escapeValue: false } });
});
const zh = () => i18next.getFixedT('zh-CN');
const en = () => i18next.getFixedT('en');

describe('Durations', () => {
  it('take at most two units', () => {
    expect(formatDuration(2 * day + 23 * hour + 59 * minute, zh())).toBe('2 天 23 小时');
    expect(formatDuration(26 * hour + 6 * minute, zh(), { days: false })).toBe('26 小时 6 分');
    expect(formatDuration(36 * minute + 59_000, zh())).toBe('36 分');
    expect(formatDuration(3 * day, en())).toBe('3 d');
  });
  it('never become negative', () => expect(formatDuration(-5, zh())).toBe('0 分'));
});

describe('Time left', () => {
  const now = new Date('2026-03-12T02:26:00Z');
  it('is good while there is plenty', () => {
    // 13 March 18:00 in Shanghai is 10:00 UTC: 31 h 34 min after now.
    expect(timeLeft(new Date('2026-03-13T10:00:00Z'), now, zh())).toMatchObject({ text: '剩 1 天 7 小时', state: 'good' });
  });
  it('is tight under four hours', () => {
    expect(timeLeft(new Date('2026-03-12T03:02:00Z'), now, zh())).toMatchObject({ text: '剩 36 分', state: 'warn' });
    expect(timeLeft(new Date('2026-03-12T03:02:00Z'), now, en())).toMatchObject({ text: '36 min left', state: 'warn' });
  });
  it('is late in one unit once it has passed', () => {
    expect(timeLeft(new Date('2026-03-08T01:00:00Z'), now, zh())).toMatchObject({ text: '晚 4 天', state: 'bad' });
    expect(timeLeft(new Date('2026-03-12T02:25:50Z'), now, zh())).toMatchObject({ text: '晚 1 分', state: 'bad' });
  });
  it('tells how long ago', () => {
    expect(formatAgo(new Date('2026-03-12T02:06:00Z'), now, zh())).toBe('20 分前');
    expect(formatAgo(now, now, en())).toBe('just now');
  });
});

describe('Moments', () => {
  // 23:30 UTC on the 31st is 07:30 on 1 January in Shanghai.
  const newYear = new Date('2026-12-31T23:30:00Z');
  it('follow the company clock, not the browser', () => {
    expect(zonedParts(newYear)).toMatchObject({ year: 2027, month: 1, day: 1, hour: 7, minute: 30, weekday: 5 });
    expect(dateText(newYear)).toBe('2027-01-01');
  });
  it('are short in lists and long at the promise', () => {
    expect(shortMoment(newYear, newYear)).toBe('1/1 07:30');
    expect(shortMoment(newYear, new Date('2026-03-01T00:00:00Z'))).toBe('2027/1/1 07:30');
    expect(shortMoment(newYear, newYear, 'en')).toBe('1 Jan 07:30');
    expect(longMoment(newYear, 'zh-CN')).toContain('1月1日 周五 07:30');
    expect(longDate(newYear, 'en')).toContain('Fri 1 Jan');
  });
  it('tell a span by its first and last day', () => {
    expect(spanText('2026-11-01', '2026-11-25', 'zh-CN')).toBe('2026年11月1日–24日');
    expect(spanText('2026-09-01', '2026-11-25', 'zh-CN')).toBe('2026年9月1日–11月24日');
    expect(spanText('2025-12-01', '2026-11-25', 'en')).toBe('1 Dec 2025 – 24 Nov 2026');
    expect(spanText('2026-11-01', '2026-11-25', 'en')).toBe('1–24 Nov 2026');
    expect(spanText('2026-11-01', '2026-11-02', 'en')).toBe('1 Nov 2026');
    expect(monthText('2026-11', 'zh-CN')).toBe('11月');
    expect(monthText('2026-11-01', 'en', { year: true })).toBe('Nov 2026');
    expect(['2026-11', '2026-Q4', '2026'].map((period) => periodText(period, 'zh-CN'))).toEqual(['2026年11月', '2026年四季度', '2026年']);
    expect(['2026-11', '2026-Q4', '2026'].map((period) => periodText(period, 'en'))).toEqual(['Nov 2026', 'Q4 2026', '2026']);
    expect([periodOf('2026-03-31', 'quarter'), periodOf('2026-04-01', 'quarter'), periodOf('2026-04-01', 'year')]).toEqual(['2026-Q1', '2026-Q2', '2026']);
  });
  it('count months and days on paper', () => {
    expect(monthStart('2026-03-12')).toBe('2026-03-01');
    expect(addMonths('2026-01-01', -1)).toBe('2025-12-01');
    expect(addMonths('2026-12-01', 1)).toBe('2027-01-01');
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
  });
  it('go through an input and back', () => {
    expect(toLocalInput(newYear)).toBe('2027-01-01T07:30');
    expect(fromLocalInput('2027-01-01T07:30')?.toISOString()).toBe(newYear.toISOString());
    expect(fromLocalInput('soon')).toBeNull();
  });
});

describe('Money', () => {
  it('is shown with its sign and separators', () => {
    expect(formatMoney({ amount: 128000, currency: 'CNY' })).toBe('¥1,280.00');
    expect(formatMoney({ amount: 30000, currency: 'CNY' }, { short: true })).toBe('¥300');
    expect(formatMoney({ amount: -5, currency: 'CNY' })).toBe('−¥0.05');
  });
  it('is read without losing a cent', () => {
    expect(parseMoney('1,280.5')).toEqual({ amount: 128050, currency: 'CNY' });
    expect(parseMoney('¥ 0.07')).toEqual({ amount: 7, currency: 'CNY' });
    expect(parseMoney('12.345')).toBeNull();
    expect(parseMoney('')).toBeNull();
  });
});

describe('Metrics', () => {
  it('carry their unit', () => {
    expect(metricText(0.9677, 'percent', zh())).toBe('96.8%');
    expect(metricText(90 * minute, 'duration_ms', zh())).toBe('1 小时 30 分');
    expect(metricText(1234, 'count', zh())).toBe('1,234');
    expect(metricText(null, 'percent', zh())).toBe('–');
    expect(intervalText([46.2 * hour, 64 * hour], 'duration_ms', zh())).toBe('1.9–2.7 天');
    expect(intervalText([64.1 * hour, 65.3 * hour], 'duration_ms', zh())).toBe('2.67–2.72 天');
    expect(intervalText([4.2 * hour, 9 * hour], 'duration_ms', zh())).toBe('4.2–9.0 小时');
    expect(intervalText([42 * minute, 66 * minute], 'duration_ms', zh())).toBe('42–66 分');
    expect(intervalText([12 * minute, 20 * minute], 'duration_ms', en())).toBe('12–20 min');
    expect(intervalText([0.92, 0.987], 'percent', zh())).toBe('92.0–98.7');
    expect(intervalText([95_037.4, 105_012.8], 'money', zh())).toBe('¥950–¥1,050');
    expect(intervalText([1_234.4, 5_600], 'money', en())).toBe('¥12.34–¥56');
    expect(intervalText([-250_000, 310_000], 'money', zh())).toBe('−¥2,500 – ¥3,100');
    expect(intervalText([0.44971, 0.5259], 'number', zh())).toBe('0.45–0.53');
    expect(intervalText([-4.26, 12.4], 'number', en())).toBe('-4.26 – 12.4');
    expect(intervalText(null, 'money', zh())).toBe('');
  });
});
