// A field that finds one of many: type to narrow, arrows to move, Enter to take.
import { useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface Choice { value: string; label: string; hint?: string }

interface ComboboxProps {
  id?: string;
  choices: readonly Choice[];
  value: string | null;
  onChange: (value: string | null) => void;
  placeholder?: string;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string | undefined;
  'aria-label'?: string;
}

const mostShown = 60;

export function Combobox({ choices, value, onChange, placeholder, ...control }: ComboboxProps) {
  const { t } = useTranslation();
  const listId = useId();
  const [text, setText] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const chosen = choices.find((choice) => choice.value === value);
  const open = text !== null;
  const found = useMemo(() => {
    const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    return choices.filter(({ label, hint }) => words.every((word) => `${label} ${hint ?? ''}`.toLowerCase().includes(word))).slice(0, mostShown);
  }, [choices, text]);

  const take = (choice: Choice | undefined) => {
    onChange(choice?.value ?? null);
    setText(null);
    setActive(0);
  };
  return (
    <div className="menu">
      <input
        {...control} ref={input} className="ip" role="combobox" aria-expanded={open} aria-controls={listId} aria-autocomplete="list" autoComplete="off"
        aria-activedescendant={open && found[active] ? `${listId}-${active}` : undefined}
        placeholder={placeholder} value={text ?? chosen?.label ?? ''}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onFocus={(event) => event.target.select()}
        onClick={() => setText(text ?? '')}
        onBlur={() => {
          if (text === '') take(chosen);
          setText(null);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            if (!open) setText('');
            else setActive((active + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % Math.max(1, found.length));
          } else if (event.key === 'Enter' && open) {
            event.preventDefault();
            take(found[active]);
          } else if (event.key === 'Tab' && open && text) {
            take(found[active]);
          } else if (event.key === 'Escape' && open) {
            event.preventDefault();
            event.stopPropagation();
            setText(null);
          } else if (event.key === 'Backspace' && !open && chosen) {
            take(undefined);
          }
        }}
      />
      {open && (
        <div className="menu-panel" role="listbox" id={listId} style={{ left: 0, right: 0, maxHeight: 280 }}>
          {found.length === 0 && <div className="menu-item i3">{t('common.nothing_found')}</div>}
          {found.map((choice, index) => (
            <div
              key={choice.value} id={`${listId}-${index}`} role="option" aria-selected={choice.value === value} className="menu-item"
              style={index === active ? { background: 'var(--pri-tint)' } : undefined}
              ref={(element) => {
                if (index === active) element?.scrollIntoView({ block: 'nearest' });
              }}
              onPointerDown={(event) => {
                event.preventDefault();
                take(choice);
                input.current?.focus();
              }}
            >
              <span className="sp el">{choice.label}</span>
              {choice.hint && <span className="s i3">{choice.hint}</span>}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
