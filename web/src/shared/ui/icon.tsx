// Line icons on a 20-unit grid, and the four marks of a state.
import type { CSSProperties } from 'react';

const paths = {
  home: 'M3 9.5 10 4l7 5.5V16a1 1 0 0 1-1 1h-3.5v-4.5h-5V17H4a1 1 0 0 1-1-1z',
  order: 'M5 3h10a1 1 0 0 1 1 1v13l-3-1.6-3 1.6-3-1.6L4 17V4a1 1 0 0 1 1-1zM7 7h6M7 10.5h6',
  kpi: 'M3 17h14M5 14V9M10 14V4M15 14v-3',
  talk: 'M4 4h12a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H9l-4 3v-3H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1zM10 6.5V10M10 12v.1',
  part: 'M10 3l6.5 3.5v7L10 17l-6.5-3.5v-7zM3.5 6.5 10 10l6.5-3.5M10 10v7',
  flow: 'M3 4h5v4H3zM12 12h5v4h-5zM5.5 8v6H12',
  org: 'M10 7v3M5 13v-3h10v3M10 3a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM5 13a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM15 13a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  settings: 'M10 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM10 2.5v3M10 14.5v3M2.5 10h3M14.5 10h3M4.7 4.7l2.1 2.1M13.2 13.2l2.1 2.1M4.7 15.3l2.1-2.1M13.2 6.8l2.1-2.1',
  people: 'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 17c0-3 2-5 5-5s5 2 5 5M13 4a3 3 0 0 1 0 5.5M14.5 12.3c1.9.6 3 2.3 3 4.7',
  machine: 'M3 4h14v9H3zM1.5 16.5h17M8 13v3.5M12 13v3.5',
  import: 'M10 3v9M6 8.5l4 4 4-4M3 14v3h14v-3',
  key: 'M7 13a3.5 3.5 0 1 1 3.2-4.9L17 8v3h-2v2h-3v-2H10A3.5 3.5 0 0 1 7 13zM6.5 9.5v.1',
  phone: 'M5 3h3l1.5 4-2 1.2a8 8 0 0 0 4.3 4.3l1.2-2 4 1.5v3a1.5 1.5 0 0 1-1.6 1.5A13 13 0 0 1 3.5 4.6 1.5 1.5 0 0 1 5 3z',
  scan: 'M3 7V4a1 1 0 0 1 1-1h3M13 3h3a1 1 0 0 1 1 1v3M17 13v3a1 1 0 0 1-1 1h-3M7 17H4a1 1 0 0 1-1-1v-3M6 7v6M9 7v6M11.5 7v6M14 7v6',
  bell: 'M5 14V9a5 5 0 0 1 10 0v5l1 1H4zM8.5 17h3',
  search: 'M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4zM13 13l4 4',
  pin: 'M10 17s-5.5-5-5.5-9a5.5 5.5 0 0 1 11 0c0 4-5.5 9-5.5 9zM10 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  check: 'm4 10.5 4 4 8-9',
  chevron: 'm6 8 4 4 4-4',
  right: 'm8 5 5 5-5 5',
  left: 'm12 5-5 5 5 5',
  clock: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4l3 2',
  close: 'm5 5 10 10M15 5 5 15',
  plus: 'M10 4v12M4 10h12',
  print: 'M6 8V3h8v5M6 14H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1h12a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-2M6 12h8v5H6z',
  target: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6.6a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8zM10 9.9v.2',
  award: 'M10 3a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM7.3 11.2 6 17l4-2.2 4 2.2-1.3-5.8',
  flag: 'M5 17V3.5h10l-2.2 3.25L15 10H5',
  money: 'm5 3.5 5 7 5-7M10 10.5V17M6 10.5h8M6 13.5h8',
  user: 'M10 10a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.8 17c0-3.4 2.6-5.4 6.2-5.4s6.2 2 6.2 5.4',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16, style }: { name: IconName; size?: number; style?: CSSProperties }) {
  return (
    <svg className="ic" width={size} height={size} style={style} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" strokeLinecap="round" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

export type MarkKind = 'bad' | 'warn' | 'good' | 'none';

/** The shape of a state: a triangle, a half disc, a tick or a dashed ring. */
export function Mark({ kind, size = 14 }: { kind: MarkKind; size?: number }) {
  const box = { className: 'ic', width: size, height: size, viewBox: '0 0 16 16', 'aria-hidden': true, style: { verticalAlign: -2 } } as const;
  if (kind === 'bad')
    return (
      <svg {...box}>
        <path d="M8 1 15.5 14.5H.5z" fill="var(--bad-mark)" />
        <path d="M8 6v4M8 12v.6" stroke="#fff" strokeWidth="1.8" strokeLinecap="round" />
      </svg>
    );
  if (kind === 'warn')
    return (
      <svg {...box}>
        <circle cx="8" cy="8" r="6.6" fill="none" stroke="var(--warn-mark)" strokeWidth="1.8" />
        <path d="M8 1.4a6.6 6.6 0 0 1 0 13.2z" fill="var(--warn-mark)" />
      </svg>
    );
  if (kind === 'good')
    return (
      <svg {...box}>
        <circle cx="8" cy="8" r="7.4" fill="var(--good-mark)" />
        <path d="m4.6 8.2 2.4 2.4 4.4-5" fill="none" stroke="#fff" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
    );
  return (
    <svg {...box}>
      <circle cx="8" cy="8" r="6.4" fill="none" stroke="var(--ink-3)" strokeWidth="1.5" strokeDasharray="2.6 2.4" />
    </svg>
  );
}
