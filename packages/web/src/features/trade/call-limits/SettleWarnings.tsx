import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { BulkDialogue } from '../../../ui/BulkDialogue.tsx';

const SettleDocument = graphql(`
  mutation SettleCallWarnings($input: SettleCallWarningsInput!) {
    settleCallWarnings(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);

interface SettleWarningsProps {
  ids: readonly string[];
  onClose: (done: boolean) => void;
}

/** Notes that somebody has looked after warnings [B2]. */
export function SettleWarnings({ ids, onClose }: SettleWarningsProps) {
  const settle = useSend(SettleDocument, 'CallWarning');
  return (
    <BulkDialogue
      count={ids.length}
      title={`Settle ${plural(ids.length, 'warning')}?`}
      consequence="It is noted that you have looked after them, and home no longer asks for it. What is barred stays barred."
      confirmLabel="Settle"
      onConfirm={async () => (await settle({ input: { ids: [...ids] } })).settleCallWarnings}
      done={(count) => `${plural(count, 'warning is', 'warnings are')} settled.`}
      onClose={onClose}
    />
  );
}
