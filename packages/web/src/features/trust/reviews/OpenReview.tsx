import { Alert } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { addDays } from '@steward/shared';
import { useNavigate } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { SILENCE_WORDS } from './review-words.ts';

const OpenDocument = graphql(`
  mutation OpenAccessReview($input: OpenAccessReviewInput!) {
    openAccessReview(input: $input) {
      id
      lineCount
    }
  }
`);

const RuleDocument = graphql(`
  query AccessReviewRuleForOpening {
    accessReviewRule {
      silence
      days
      tenantsDaysMost
    }
  }
`);

/** Opens a review outside of the first day of the quarter [T9]. */
export function OpenReview({ onClose }: { onClose: () => void }) {
  const open = useSend(OpenDocument, 'AccessReview');
  const rule = useRead(RuleDocument, {});
  const navigate = useNavigate();
  const form = useSubmitForm({
    initialValues: { dueOn: '' },
    send: ({ dueOn }) => open({ input: { dueOn } }),
    onDone: ({ openAccessReview: { id, lineCount } }) => {
      notifications.show({
        message: `The access of ${plural(lineCount, 'person', 'people')} is to be reviewed.`,
      });
      onClose();
      void navigate({ to: '/access-reviews/$reviewId', params: { reviewId: id } });
    },
  });
  const known = rule.state === 'ready' ? rule.data.accessReviewRule : undefined;
  return (
    <FormModal opened onClose={onClose} title="Open a review now" submitLabel="Open review" form={form}>
      <DayField
        label="Last day"
        description={known ? `${plural(known.days, 'day')} from today if you leave it empty.` : undefined}
        min={addDays(today(), 1)}
        max={addDays(today(), known?.tenantsDaysMost ?? 60)}
        {...form.form.getInputProps('dueOn')}
      />
      <Alert color="blue">
        Everyone who decides gets a letter now, and a reminder a week and a day before the last day.
        {known && ` Whoever nobody decides about ${SILENCE_WORDS[known.silence].toLowerCase()}.`}
      </Alert>
    </FormModal>
  );
}
