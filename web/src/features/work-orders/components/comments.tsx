// What colleagues wrote on an order; @ names people.
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '@/api/client';
import type { Comment } from '@/api/types';
import { formatAgo } from '@/shared/format/duration';
import { longMoment } from '@/shared/format/date';
import { useMay, useSession } from '@/shared/session/session';
import { Avatar, Skeleton, useNow } from '@/shared/ui/basics';
import { errorText } from '@/shared/ui/error-text';
import { toast } from '@/shared/ui/overlay';
import { useEmployees, workOrderKeys } from '@/shared/work-orders/hooks';
import { useAddComment } from '../api/transitions';

export function Comments({ id }: { id: string }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const mayComment = useMay('work_order.comment');
  const comments = useQuery({ queryKey: workOrderKeys.part(id, 'comments'), queryFn: ({ signal }) => call('GET /work-orders/{id}/comments', { path: { id }, signal }) });
  const items = comments.data?.items ?? [];
  return (
    <>
      <div className="row"><h3>{t('work_orders.comments')}</h3><span className="sp" />{items.length > 0 && <span className="s i3">{items.length}</span>}</div>
      {comments.isPending && <Skeleton lines={2} />}
      <div className="wo-comments">
        {items.map((comment) => (
          <div className="wo-comment" key={comment.id}>
            <Avatar small name={comment.author_name} />
            <div className="min0">
              <div className="row g8">
                <b className="m">{comment.author_name}</b>
                {comment.transition && <span className="tag">{t(`work_order.transition.${comment.transition}`, { defaultValue: comment.transition })}</span>}
                <span className="sp" />
                <time className="s i3" dateTime={comment.at} title={longMoment(new Date(comment.at), i18n.language)}>{formatAgo(new Date(comment.at), now, t)}</time>
              </div>
              <div className="m wo-text">{comment.erased ? <span className="i3">{t('work_orders.erased')}</span> : <WithMentions comment={comment} />}</div>
            </div>
          </div>
        ))}
        {comments.data && items.length === 0 && <p className="m i3" style={{ padding: '6px 0' }}>{t('work_orders.no_comments')}</p>}
      </div>
      {mayComment && <CommentBox id={id} />}
    </>
  );
}

function WithMentions({ comment }: { comment: Comment }) {
  let parts: (string | ReactElement)[] = [comment.text];
  for (const { name } of comment.mentions) {
    parts = parts.flatMap((part, index) =>
      typeof part === 'string' ? part.split(`@${name}`).flatMap((piece, at) => (at ? [<span className="wo-at" key={`${name}${index}${at}`}>@{name}</span>, piece] : [piece])) : [part],
    );
  }
  return <>{parts}</>;
}

function CommentBox({ id }: { id: string }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const people = useEmployees();
  const add = useAddComment(id, user.display_name);
  const [text, setText] = useState('');
  const [at, setAt] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const box = useRef<HTMLTextAreaElement>(null);
  const names = people.data?.items ?? [];
  const found = at === null ? [] : names.filter(({ name }) => name.toLowerCase().includes(at.toLowerCase())).slice(0, 6);

  const watch = (value: string, caret: number) => {
    setText(value);
    const typed = /@([^\s@]{0,12})$/.exec(value.slice(0, caret));
    setAt(typed ? (typed[1] ?? '') : null);
    setActive(0);
  };
  const insert = (name: string) => {
    const caret = box.current?.selectionStart ?? text.length;
    const before = text.slice(0, caret).replace(/@[^\s@]*$/, `@${name} `);
    setText(before + text.slice(caret));
    setAt(null);
    box.current?.focus();
  };
  const send = () => {
    const plain = text.trim();
    if (!plain || add.isPending) return;
    const mentions = names.filter(({ name }) => plain.includes(`@${name}`)).map((person) => person.id);
    setText('');
    // What was typed comes back when it could not be saved.
    add.mutate({ text: plain, mentions }, { onError: (error) => { setText(plain); toast('bad', errorText(error, t)); } });
  };
  return (
    <div className="menu" style={{ marginTop: 4 }}>
      <div className="ip wo-box">
        <textarea
          ref={box} rows={text.includes('\n') || text.length > 40 ? 3 : 1} aria-label={t('work_orders.write_comment')} placeholder={t('work_orders.write_comment')} value={text} maxLength={4000}
          onChange={(event) => watch(event.target.value, event.target.selectionStart)}
          onKeyDown={(event) => {
            if (at !== null && found.length) {
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); setActive((active + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length); return; }
              if (event.key === 'Enter' || event.key === 'Tab') { event.preventDefault(); const person = found[active]; if (person) insert(person.name); return; }
              if (event.key === 'Escape') { event.stopPropagation(); setAt(null); return; }
            }
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); send(); }
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <button type="button" className="btn t sm" disabled={!text.trim() || add.isPending} onClick={send}>{t('work_orders.send')} <kbd>Ctrl Enter</kbd></button>
      </div>
      {at !== null && found.length > 0 && (
        <div className="menu-panel" style={{ top: 'auto', bottom: 'calc(100% + 4px)' }} role="listbox">
          {found.map((person, index) => (
            <div key={person.id} role="option" aria-selected={index === active} className="menu-item" style={index === active ? { background: 'var(--pri-tint)' } : undefined} onPointerDown={(event) => { event.preventDefault(); insert(person.name); }}>
              <Avatar small name={person.name} />{person.name}<span className="s i3">{t(`role.${person.role}`, { defaultValue: person.role })}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
