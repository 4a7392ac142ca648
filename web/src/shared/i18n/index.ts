// Starts i18next with one language loaded; the other is fetched when it is chosen.
// Owns the stored language and the `lang` of the page.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Locale } from '@/api/types';

export const locales: readonly Locale[] = ['zh-CN', 'en'];
const storageKey = 'manyi.locale';

const loaders: Record<Locale, () => Promise<{ default: Record<string, unknown> }>> = {
  'zh-CN': () => import('./zh-CN'),
  en: () => import('./en'),
};

export function toLocale(text: string | null | undefined): Locale {
  return text?.toLowerCase().startsWith('en') ? 'en' : 'zh-CN';
}

export function storedLocale(): Locale {
  try {
    return toLocale(localStorage.getItem(storageKey));
  } catch {
    return 'zh-CN';
  }
}

async function load(locale: Locale): Promise<void> {
  if (i18next.hasResourceBundle(locale, 'translation')) return;
  const { default: texts } = await loaders[locale]();
  i18next.addResourceBundle(locale, 'translation', texts);
}

export async function startI18n(): Promise<void> {
  const locale = storedLocale();
  await i18next.use(initReactI18next).init({
    lng: locale, fallbackLng: false, resources: {}, interpolation: { escapeValue: false }, returnNull: false,
  });
  await setLocale(locale);
}

/** Loads and shows a language and remembers it. */
export async function setLocale(locale: Locale): Promise<void> {
  await load(locale);
  await i18next.changeLanguage(locale);
  document.documentElement.lang = locale;
  document.title = i18next.t('app.name');
  try {
    localStorage.setItem(storageKey, locale);
  } catch {
    // Storage is blocked: the choice lasts until the page closes.
  }
}
