import { NumberInput, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { SILENCE_WORDS } from './review-words.ts';

const RuleDocument = graphql(`
  query AccessReviewRule {
    accessReviewRule {
      silence
      days
      tenantsSilence
      tenantsDaysMost
    }
  }
`);

const UpdateDocument = graphql(`
  mutation UpdateAccessReviewRule($input: UpdateAccessReviewRuleInput!) {
    updateAccessReviewRule(input: $input)
  }
`);

type Rule = ResultOf<typeof RuleDocument>['accessReviewRule'];

/** What becomes of what nobody decides, and how long there is for it [T9]. */
export function ReviewRule({ onClose }: { onClose: () => void }) {
  const read = useRead(RuleDocument, {}, { types: ['AccessReviewRule'] });
  if (read.state === 'ready') return <RuleForm rule={read.data.accessReviewRule} onClose={onClose} />;
  return (
    <Dialogue opened onClose={onClose} title="Rule of access reviews">
      <Loaded from={read}>{() => null}</Loaded>
    </Dialogue>
  );
}

const SILENCES = (['KEEP', 'REVOKE'] as const).map((value) => ({ value, label: SILENCE_WORDS[value] }));

function RuleForm({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const platform = useViewer().level === 'PLATFORM';
  const update = useSend(UpdateDocument, 'AccessReviewRule');
  const form = useSubmitForm({
    initialValues: { ...rule },
    send: (_values, changed) =>
      update({
        input: changed(({ silence, days, tenantsSilence, tenantsDaysMost }) => ({
          silence,
          days,
          ...(platform && { tenantsSilence, tenantsDaysMost }),
        })),
      }),
    onDone: () => {
      notifications.show({ message: 'The rule is saved; it is for reviews opened from now on.' });
      onClose();
    },
  });
  const { getInputProps } = form.form;
  const settled = !platform && rule.tenantsSilence !== 'ANY';
  return (
    <FormModal opened onClose={onClose} title="Rule of access reviews" submitLabel="Save" form={form}>
      <Stack gap={4}>
        <Text fz="sm" fw={500} id="silence-label">
          Whoever nobody decides about in time
        </Text>
        <SegmentedControl
          aria-labelledby="silence-label"
          data={SILENCES}
          disabled={settled}
          {...getInputProps('silence')}
        />
        {settled && (
          <Text fz="xs" c="dimmed">
            The platform has settled this for everyone.
          </Text>
        )}
      </Stack>
      <NumberInput
        label="Days to decide"
        description={platform ? undefined : `At most ${rule.tenantsDaysMost}, says the platform.`}
        min={1}
        max={platform ? 90 : rule.tenantsDaysMost}
        allowDecimal={false}
        required
        {...getInputProps('days')}
      />
      {platform && (
        <>
          <Select
            label="Resellers and companies"
            description="What becomes of whoever nobody decides about in their reviews."
            allowDeselect={false}
            data={[
              { value: 'ANY', label: 'They choose' },
              { value: 'KEEP', label: 'Keeps their access' },
              { value: 'REVOKE', label: 'Loses their access' },
            ]}
            {...getInputProps('tenantsSilence')}
          />
          <NumberInput
            label="Days that they may give at most"
            min={1}
            max={90}
            allowDecimal={false}
            required
            {...getInputProps('tenantsDaysMost')}
          />
        </>
      )}
    </FormModal>
  );
}
