// Ant Design's tokens, in the values of tokens.css; the choice of light or dark.
// Owns the stored theme and the attribute on <html> that the CSS variables hang on.
import type { ThemeConfig } from 'antd';

export type ThemeName = 'light' | 'dark';
export type ThemeChoice = ThemeName | 'system';

const fontFamily =
  '-apple-system, BlinkMacSystemFont, "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif';

/** Values per role, light then dark; the test compares them with tokens.css. */
export const palette = {
  light: {
    colorBgLayout: '#f4f5f2', colorBgContainer: '#fff', colorFillAlter: '#f9faf8',
    colorText: '#1b2220', colorTextSecondary: '#4a5450', colorTextTertiary: '#626c67', colorTextDisabled: '#a3aba6',
    colorBorderSecondary: '#e3e6e1', colorSplit: '#e3e6e1', colorBorder: '#8c9690',
    colorLink: '#1f55a5', colorPrimary: '#1f55a5', colorPrimaryHover: '#2a66be', colorPrimaryBg: '#e9f0fa', colorPrimaryBorder: '#b9cfec',
    colorErrorText: '#b02f1c', colorError: '#cf4530', colorErrorBg: '#fceeea',
    colorWarningText: '#855600', colorWarning: '#bf8408', colorWarningBg: '#fbf3df',
    colorSuccessText: '#1d6d4c', colorSuccess: '#2f9367', colorSuccessBg: '#e8f3ed',
  },
  dark: {
    colorBgLayout: '#101413', colorBgContainer: '#181d1b', colorFillAlter: '#1d2321',
    colorText: '#e4e8e5', colorTextSecondary: '#b3bbb7', colorTextTertiary: '#8f9994', colorTextDisabled: '#5d6763',
    colorBorderSecondary: '#2a312e', colorSplit: '#2a312e', colorBorder: '#6d7772',
    colorLink: '#86b0ee', colorPrimary: '#2c62b4', colorPrimaryHover: '#3a73c8', colorPrimaryBg: '#1a2a40', colorPrimaryBorder: '#2f4b73',
    colorErrorText: '#f2978a', colorError: '#e0644d', colorErrorBg: '#341e1a',
    colorWarningText: '#e5ba5e', colorWarning: '#d69b2c', colorWarningBg: '#30270f',
    colorSuccessText: '#7fcaa4', colorSuccess: '#45a67a', colorSuccessBg: '#152b20',
  },
} as const;

/** Ant Design's theme for one palette; `algorithm` is given by the provider that loads Ant Design. */
export function antdTheme(name: ThemeName): ThemeConfig {
  const colors = palette[name];
  return {
    token: {
      ...colors,
      colorBgElevated: colors.colorBgContainer,
      colorInfo: colors.colorPrimary,
      controlItemBgActive: colors.colorPrimaryBg,
      controlItemBgHover: name === 'light' ? '#f1f4f7' : '#222a2c',
      colorTextPlaceholder: colors.colorTextTertiary,
      borderRadius: 6, borderRadiusLG: 8, controlHeight: 32, fontSize: 14, wireframe: false,
      fontFamily, motionDurationFast: '0.06s', motionDurationMid: '0.12s', motionDurationSlow: '0.12s',
    },
    components: {
      Table: { headerBg: colors.colorBgContainer, headerColor: colors.colorTextTertiary, cellFontSizeSM: 13, rowHoverBg: name === 'light' ? '#f1f4f7' : '#222a2c' },
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Select: { optionSelectedBg: colors.colorPrimaryBg, optionSelectedColor: colors.colorLink },
    },
  };
}

const storageKey = 'manyi.theme';

export function storedTheme(): ThemeChoice {
  try {
    const value = localStorage.getItem(storageKey);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

export function resolveTheme(choice: ThemeChoice): ThemeName {
  if (choice !== 'system') return choice;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Applies and remembers a choice. */
export function applyTheme(choice: ThemeChoice): void {
  document.documentElement.dataset.theme = resolveTheme(choice);
  try {
    localStorage.setItem(storageKey, choice);
  } catch {
    // Storage is blocked: the choice lasts until the page closes.
  }
  dispatchEvent(new CustomEvent('manyi:theme'));
}
