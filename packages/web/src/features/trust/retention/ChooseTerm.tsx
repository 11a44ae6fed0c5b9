import { NumberInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { dueTables, type Line, monthsWords, RULE_WORDS, total } from './retention-words.ts';

const SetDocument = graphql(`
  mutation SetRetention($input: SetRetentionInput!) {
    setRetention(input: $input)
  }
`);

const TriedDocument = graphql(`
  query RetentionTried($rule: RetentionRule!, $months: Int) {
    retentionPreview(rule: $rule, months: $months) {
      table
      class
      rule
      dueCount
      heldCount
      holds {
        reference
        count
      }
      months {
        month
        dueCount
        heldCount
      }
    }
  }
`);

/** Keeps what falls under a line of the matrix shorter; says first what would go [D4]. */
export function ChooseTerm({ line, onClose }: { line: Line; onClose: () => void }) {
  const { rule, months, usualMonths, leastMonths } = line;
  const [least, most] = [leastMonths ?? 0, usualMonths ?? 0];
  const set = useSend(SetDocument, 'RetentionChoice');
  const form = useSubmitForm({
    initialValues: { months: months ?? most },
    send: ({ months: chosen }) => set({ input: { rule, months: chosen === most ? null : chosen } }),
    onDone: () => {
      notifications.show({ message: `${RULE_WORDS[rule]}: the time is set from tonight.` });
      onClose();
    },
  });
  const [chosen] = useDebouncedValue(Number(form.form.getValues().months), 300);
  const fits = Number.isInteger(chosen) && chosen >= least && chosen <= most;
  const tried = useRead(TriedDocument, { rule, months: fits ? chosen : null });
  const goes =
    tried.state === 'ready'
      ? total(dueTables(tried.data.retentionPreview).map(({ dueCount, heldCount }) => dueCount - heldCount))
      : undefined;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Keep shorter: ${RULE_WORDS[rule].toLowerCase()}`}
      submitLabel="Set time"
      form={form}
      summary={
        <FormSummary
          effects={[
            goes === undefined
              ? 'Counting what would go tonight …'
              : `${plural(goes, 'row')} would go tonight, and cannot be brought back.`,
            'What is on legal hold stays.',
          ]}
        />
      }
    >
      <NumberInput
        label="Months"
        description={`From ${least} to ${most}; usually ${monthsWords(most).toLowerCase()}.`}
        min={least}
        max={most}
        allowDecimal={false}
        required
        {...form.form.getInputProps('months')}
      />
    </FormModal>
  );
}
