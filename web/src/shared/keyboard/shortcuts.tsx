// The keyboard layer: screens say which keys they serve, the shell shows them.
// Owns the one key listener of the page and the list of keys in force.
import { useEffect, useRef, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** `j`, `/`, `Enter`, `F9`, `Ctrl+S`, `Escape`. */
  key: string;
  label: string;
  run: (event: KeyboardEvent) => void;
  /** Serves even while a field has the focus; function keys and Ctrl always do. */
  inFields?: boolean;
  hidden?: boolean;
}

const layers: Shortcut[][] = [];
let version = 0;
const listeners = new Set<() => void>();

function changed() {
  version += 1;
  for (const listener of listeners) listener();
}

function matches(shortcut: Shortcut, event: KeyboardEvent): boolean {
  const parts = shortcut.key.split('+');
  const key = parts.pop() ?? '';
  const wantsControl = parts.includes('Ctrl');
  if (wantsControl !== (event.ctrlKey || event.metaKey) || event.altKey) return false;
  return key.length === 1 ? event.key.toLowerCase() === key.toLowerCase() : event.key === key;
}

function inField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

function onKeyDown(event: KeyboardEvent) {
  if (event.isComposing || event.defaultPrevented) return;
  const typing = inField(event.target);
  const inDialog = event.target instanceof Element && event.target.closest('dialog, .ant-modal') !== null;
  // A focused button or link keeps its own Enter and space.
  const onControl = event.target instanceof Element && event.target.closest('button, a, [role="button"], [role="option"], [role="menuitem"]') !== null;
  for (const layer of [...layers].reverse()) {
    for (const shortcut of layer) {
      if (!matches(shortcut, event)) continue;
      const always = shortcut.inFields === true || /^(F\d+|Ctrl\+.*)$/.test(shortcut.key);
      if ((typing || inDialog) && !always) continue;
      if (onControl && shortcut.key === 'Enter') continue;
      event.preventDefault();
      // Who moves by letters leaves the button pressed before: the next Enter is for what is chosen now.
      if (onControl && shortcut.key.length === 1 && document.activeElement instanceof HTMLElement) document.activeElement.blur();
      shortcut.run(event);
      return;
    }
  }
}

/** Serves these keys while the component is shown; later ones win. */
export function useShortcuts(shortcuts: Shortcut[]): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  const signature = shortcuts.map(({ key, label }) => `${key}:${label}`).join('|');
  useEffect(() => {
    const layer = current.current.map((shortcut, index) => ({
      ...shortcut,
      run: (event: KeyboardEvent) => current.current[index]?.run(event),
    }));
    if (layers.length === 0) addEventListener('keydown', onKeyDown);
    layers.push(layer);
    changed();
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      if (layers.length === 0) removeEventListener('keydown', onKeyDown);
      changed();
    };
  }, [signature]);
}

let listed: Shortcut[] = [];
let listedVersion = -1;

/** Every key in force, for the panel behind `?`. */
export function useListedShortcuts(): Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => {
      if (listedVersion !== version) {
        listedVersion = version;
        const seen = new Set<string>();
        listed = [...layers].reverse().flat().filter(({ key, hidden }) => !hidden && !seen.has(key) && seen.add(key));
      }
      return listed;
    },
  );
}
