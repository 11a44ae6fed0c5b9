import { useEffect, useState } from 'react';
import { until } from '../lib/format.ts';

/** How long it is until an instant (ISO 8601), second by second: "in 24 s"; "any moment" once it has come. */
export function Countdown({ to }: { to: string }) {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={to} className="numeric" style={{ whiteSpace: 'nowrap' }}>
      {until(to, nowMs)}
    </time>
  );
}
