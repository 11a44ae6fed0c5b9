interface Limit {
  part: string;
  message: string;
}

/** Of what has to be done by hand that which is asked for. */
export const limitsOf = (
  limits: readonly Limit[],
  {
    forwardTo,
    delegates,
    reply,
  }: { forwardTo: unknown; delegates: readonly unknown[]; reply: string | null },
): string[] => {
  const asked: Record<string, boolean> = {
    forwardTo: Boolean(forwardTo),
    delegates: delegates.length > 0,
    reply: Boolean(reply?.trim()),
  };
  return limits.flatMap(({ part, message }) => (asked[part] ? message : []));
};
