// Ant Design's tokens and the CSS variables are one palette.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { palette } from './theme';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split('[data-theme="dark"]');
const variables: Partial<Record<keyof typeof palette.light, string>> = {
  colorBgLayout: 'bg', colorBgContainer: 'surface', colorFillAlter: 'sunken', colorText: 'ink', colorTextSecondary: 'ink-2', colorTextTertiary: 'ink-3',
  colorTextDisabled: 'ink-4', colorSplit: 'line', colorBorder: 'field', colorLink: 'pri', colorPrimary: 'pri-btn', colorPrimaryBg: 'pri-tint',
  colorPrimaryBorder: 'pri-line', colorErrorText: 'bad', colorError: 'bad-mark', colorErrorBg: 'bad-tint', colorWarningText: 'warn',
  colorWarning: 'warn-mark', colorWarningBg: 'warn-tint', colorSuccessText: 'good', colorSuccess: 'good-mark', colorSuccessBg: 'good-tint',
};

describe('Palette', () => {
  it.each([['light', light], ['dark', dark]] as const)('%s has the values of tokens.css', (name, text) => {
    for (const [token, variable] of Object.entries(variables)) {
      const value = new RegExp(`--${variable}: ([^;]+);`).exec(text)?.[1];
      expect(value, variable).toBe(palette[name][token as keyof typeof palette.light]);
    }
  });
});
