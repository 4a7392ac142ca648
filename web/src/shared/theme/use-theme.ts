// The theme in force, for components that draw with colours themselves (charts, Ant Design).
import { useSyncExternalStore } from 'react';
import type { ThemeName } from './theme';

function subscribe(changed: () => void) {
  addEventListener('manyi:theme', changed);
  return () => removeEventListener('manyi:theme', changed);
}

export function useThemeName(): ThemeName {
  return useSyncExternalStore(subscribe, () => (document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light'));
}

/** The value of a CSS variable of tokens.css, such as `cssValue('--c-own')`. */
export function cssValue(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
