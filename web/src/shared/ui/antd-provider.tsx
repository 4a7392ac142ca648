// Ant Design with the app's theme and language; loaded only with pages that use it.
import { ConfigProvider, theme as antd } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { antdTheme } from '@/shared/theme/theme';
import { useThemeName } from '@/shared/theme/use-theme';

/** Popups of a field in a modal dialog must lie in the dialog, which is above everything else. */
function popupContainer(trigger?: HTMLElement): HTMLElement {
  return trigger?.closest('dialog') ?? document.body;
}

export default function AntdProvider({ children }: { children: ReactNode }) {
  const name = useThemeName();
  const { i18n } = useTranslation();
  const chinese = i18n.language.startsWith('zh');
  useEffect(() => {
    dayjs.locale(chinese ? 'zh-cn' : 'en');
  }, [chinese]);
  const algorithm = name === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm;
  return (
    <ConfigProvider locale={chinese ? zhCN : enUS} theme={{ ...antdTheme(name), algorithm }} button={{ autoInsertSpace: false }} getPopupContainer={popupContainer}>
      {children}
    </ConfigProvider>
  );
}
