import { addDays } from '@steward/shared';
import { useSyncExternalStore } from 'react';
import { date, instant, instantDate, instantExact, relative } from '../lib/format.ts';
import { Dash } from './Money.tsx';

interface DateTextProps {
  /** An instant (ISO 8601, UTC); null or undefined shows a dash. */
  at: string | null | undefined;
  /** `time` (default) "1 Oct 2026, 14:05"; `day` "1 Oct 2026"; `ago` "3 minutes ago". */
  as?: 'time' | 'day' | 'ago';
}

/** An instant in the reader's zone; the tooltip has every detail. */
export function DateText({ at, as = 'time' }: DateTextProps) {
  if (!at) return <Dash />;
  return (
    <time dateTime={at} title={instantExact(at)} style={{ whiteSpace: 'nowrap' }}>
      {as === 'ago' ? <Ago at={at} /> : as === 'day' ? instantDate(at) : instant(at)}
    </time>
  );
}

/** A calendar day (YYYY-MM-DD), the same in every zone. */
export function DayText({ day }: { day: string | null | undefined }) {
  if (!day) return <Dash />;
  return (
    <time dateTime={day} style={{ whiteSpace: 'nowrap' }}>
      {date(day)}
    </time>
  );
}

/** The last day of something whose end is told as the day after it, as the API tells it; a dash if it goes on. */
export function LastDayText({ endsOn }: { endsOn: string | null | undefined }) {
  return <DayText day={endsOn && addDays(endsOn, -1)} />;
}

function Ago({ at }: { at: string }) {
  return relative(at, useSyncExternalStore(clock.subscribe, clock.now));
}

const TICK_MS = 30_000;

/** One timer for every "… ago" on screen. */
const clock = (() => {
  const listeners = new Set<() => void>();
  let nowMs = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    now: () => nowMs,
    subscribe(listener: () => void) {
      listeners.add(listener);
      nowMs = Date.now();
      timer ??= setInterval(() => {
        nowMs = Date.now();
        for (const tell of listeners) tell();
      }, TICK_MS);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
})();
