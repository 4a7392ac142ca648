// A metric as text: line numbers, completion, complaints at their place with the way to mend them.
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '@/shared/ui/icon';
import { complete, type Completion, type Vocabulary } from '../api/completion';
import { indexOf, problemText, spanAt, type TextProblem } from '../api/text-problem';

interface Props { value: string; onChange: (text: string) => void; problems: readonly TextProblem[]; vocabulary: Vocabulary; metrics: readonly string[] }

export function MetricText({ value, onChange, problems, vocabulary, metrics }: Props) {
  const { t, i18n } = useTranslation();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const caretMark = useRef<HTMLSpanElement>(null);
  const [offer, setOffer] = useState<(Completion & { active: number; caret: number; moved: boolean }) | null>(null);
  const problem = problems.find(({ line }) => line !== null);
  const place = problem?.line != null ? spanAt(value, indexOf(value, problem.line, problem.column)) : null;
  const lines = value.split('\n');

  const look = (text: string, caret: number, asked: boolean) => {
    const found = complete(text, caret, vocabulary, metrics, asked);
    setOffer(found && { ...found, active: 0, caret, moved: false });
  };
  const replace = (from: number, to: number, text: string) => {
    onChange(value.slice(0, from) + text + value.slice(to));
    setOffer(null);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(from + text.length, from + text.length);
    });
  };
  const take = (item: string | undefined) => { if (offer && item !== undefined) replace(offer.from, offer.caret, item); };
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.ctrlKey && event.key === ' ') {
      event.preventDefault();
      look(value, event.currentTarget.selectionStart, true);
      return;
    }
    if (!offer) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setOffer({ ...offer, active: (offer.active + (event.key === 'ArrowDown' ? 1 : -1) + offer.items.length) % offer.items.length, moved: true });
    // Enter ends a line unless somebody has gone into the list.
    else if (event.key === 'Tab' || (event.key === 'Enter' && offer.moved)) take(offer.items[offer.active]);
    else if (event.key === 'Escape') setOffer(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const errorId = `${id}-error`;
  return (
    <div className="col g8">
      <div className="code-box" data-code>
        <div className="code-lines" aria-hidden="true">{lines.map((_, index) => <span key={index} className={problem?.line === index + 1 ? 'bad' : ''}>{index + 1}</span>)}</div>
        <div className="code-area">
          <pre aria-hidden="true">{place ? <>{value.slice(0, place[0])}<mark data-testid="marked">{value.slice(place[0], place[1]) || ' '}</mark>{value.slice(place[1])}</> : value}{'\n'}</pre>
          {offer && <pre aria-hidden="true" className="code-caret">{value.slice(0, offer.from)}<span ref={caretMark} /></pre>}
          <textarea
            ref={area} spellCheck={false} autoCapitalize="off" autoComplete="off" wrap="off" aria-label={t('performance.writing.text_label')} value={value}
            aria-autocomplete="list" aria-controls={`${id}-list`} aria-expanded={offer !== null} role="combobox" aria-invalid={problem !== undefined} aria-describedby={problems.length > 0 ? errorId : undefined}
            aria-activedescendant={offer ? `${id}-${offer.active}` : undefined}
            onChange={(event) => { onChange(event.target.value); look(event.target.value, event.target.selectionStart, false); }}
            onKeyDown={onKey} onBlur={() => setOffer(null)} onClick={() => setOffer(null)}
          />
          {offer && (
            <CompletionList id={id} offer={offer} anchor={caretMark} label={t('performance.writing.complete')} onTake={take} />
          )}
        </div>
      </div>
      {problems.length > 0 && (
        <div id={errorId} role="alert" className="col g4">
          {problems.map((one) => (
            <div key={`${one.line} ${one.column} ${one.message}`} className="field-error" data-testid="text-problem">
              <Mark kind="bad" size={12} />
              <span>{one.line !== null && <b>{t('performance.writing.place', { line: one.line, column: one.column })}　</b>}{problemText(one, i18n.language, t)}</span>
              {one.meant && place && one === problem && <button type="button" className="btn sm t" onClick={() => replace(place[0], place[1], one.meant ?? '')}>{t('performance.writing.fix', { name: one.meant })}</button>}
            </div>
          ))}
        </div>
      )}
      <p className="i3 s">{t('performance.writing.complete_hint')}</p>
    </div>
  );
}

interface ListProps { id: string; offer: Completion & { active: number }; anchor: { current: HTMLSpanElement | null }; label: string; onTake: (item: string) => void }

function CompletionList({ id, offer, anchor, label, onTake }: ListProps) {
  const place = (list: HTMLDivElement | null) => {
    const at = anchor.current;
    if (!list || !at) return;
    list.style.left = `${at.offsetLeft}px`;
    list.style.top = `${at.offsetTop + 22}px`;
  };
  return (
    <div ref={place} className="menu-panel code-offer" role="listbox" id={`${id}-list`} aria-label={label}>
      {offer.items.map((item, index) => (
        <div
          key={item} id={`${id}-${index}`} role="option" aria-selected={index === offer.active} className={`menu-item${index === offer.active ? ' on' : ''}`}
          onPointerDown={(event) => { event.preventDefault(); onTake(item); }}
        >{item}</div>
      ))}
    </div>
  );
}
