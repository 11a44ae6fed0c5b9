import {
  ActionIcon,
  Button,
  Fieldset,
  Group,
  NativeSelect,
  NumberInput,
  Stack,
  Switch,
  Textarea,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus, IconX } from '@tabler/icons-react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { options } from '../../../lib/words.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { dayWords, type Policy, policyFor, USUAL_STEPS } from './chasing-words.ts';
import { useResellerOptions } from './use-reseller-options.ts';

const SetDocument = graphql(`
  mutation SetChasingPolicy($input: SetChasingPolicyInput!) {
    setChasingPolicy(input: $input) {
      id
      active
    }
  }
`);

const TONES = ['FRIENDLY', 'FIRM', 'FINAL'] as const;

type Typed = {
  companyId: string | null;
  resellerId: string | null;
  active: boolean;
  /** Told apart by `row` while they are added and removed. */
  steps: { row: number; day: number | string; tone: (typeof TONES)[number]; text: string }[];
};

const rules = (forEveryone: boolean, known: boolean) =>
  z
    .object({
      companyId: z.string().nullable(),
      resellerId: z.string().nullable(),
      active: z.boolean(),
      steps: z.array(
        z.object({
          row: z.number(),
          day: z
            .union([z.number(), z.string()])
            .refine((day) => Number.isInteger(day), 'Must be a whole number of days.')
            .refine((day) => Number(day) >= -30 && Number(day) <= 180, 'Must be from -30 to 180.'),
          tone: z.enum(TONES),
          text: z.string(),
        }),
      ),
    })
    .superRefine(({ companyId, resellerId }, context) => {
      if (forEveryone || known || companyId || resellerId) return;
      context.addIssue({ code: 'custom', path: ['companyId'], message: 'Must be chosen.' });
    });

interface SetPolicyProps {
  /** The one that is changed; none: another one. */
  policy?: Policy | undefined;
  forEveryone: boolean;
  onClose: () => void;
}

/** When everyone, or one customer, is reminded of what is due [B7]. */
export function SetPolicy({ policy, forEveryone, onClose }: SetPolicyProps) {
  const { level } = useViewer();
  const set = useSend(SetDocument);
  const known = policy && !policy.forEveryone;
  const initialValues: Typed = {
    companyId: (known && policy.company?.id) || null,
    resellerId: (known && !policy.company && policy.reseller?.id) || null,
    active: policy?.active ?? true,
    steps: (policy?.steps ?? USUAL_STEPS).map(({ day, tone, text }, row) => ({
      row,
      day,
      tone,
      text: text ?? '',
    })),
  };
  const form = useSubmitForm({
    initialValues,
    schema: rules(forEveryone, Boolean(known)),
    send: ({ companyId, resellerId, active, steps }) =>
      set({
        input: {
          companyId,
          resellerId,
          active,
          steps: steps.map(({ day, tone, text }) => ({ day: Number(day), tone, text: text || null })),
        },
      }),
    onDone: ({ setChasingPolicy: { active } }) => {
      notifications.show({
        message: active ? 'Reminders go out by that from the next morning on.' : 'No reminders go out.',
      });
      onClose();
    },
  });
  const { values, getInputProps, setFieldValue, errors } = form.form;
  const choosing = !forEveryone && !known;
  const companies = useCompanyOptions(choosing, values.companyId ?? undefined);
  const resellers = useResellerOptions(choosing && level === 'PLATFORM', values.resellerId ?? undefined);
  return (
    <FormModal
      opened
      onClose={onClose}
      size="lg"
      title={
        forEveryone ? 'Reminders for everyone' : known ? `Reminders for ${policyFor(policy)}` : 'An exception'
      }
      submitLabel="Save"
      form={form}
      summary={
        <FormSummary
          effects={[
            'They go out in the morning, in your name, to the administrators of the customer, one letter for all that is due.',
            'Each reminder of an invoice is sent once. Of those that were missed only the latest is.',
            'Whoever has paid, disputes the invoice or has promised to pay is left alone.',
          ]}
        />
      }
    >
      {choosing && (
        <FoundSelect
          label="Company"
          placeholder="Type its name"
          clearable
          disabled={values.resellerId !== null}
          choices={companies}
          {...getInputProps('companyId')}
        />
      )}
      {choosing && level === 'PLATFORM' && (
        <FoundSelect
          label="Or reseller"
          placeholder="Type its name"
          clearable
          disabled={values.companyId !== null}
          choices={resellers}
          {...getInputProps('resellerId')}
        />
      )}
      <Switch
        label={forEveryone ? 'Send reminders' : 'Send reminders to this customer'}
        {...getInputProps('active', { type: 'checkbox' })}
      />
      <Stack gap="sm">
        {values.steps.map((step, i) => (
          <Fieldset
            key={step.row}
            radius="md"
            legend={typeof step.day === 'number' ? dayWords(step.day) : 'Reminder'}
          >
            <Group align="end" gap="sm" wrap="nowrap">
              <NumberInput
                label="Day"
                aria-label={`Day of reminder ${i + 1}`}
                allowDecimal={false}
                clampBehavior="none"
                hideControls
                w={90}
                {...getInputProps(`steps.${i}.day`)}
              />
              <NativeSelect
                label="Tone"
                aria-label={`Tone of reminder ${i + 1}`}
                data={options(TONES)}
                flex={1}
                {...getInputProps(`steps.${i}.tone`)}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                disabled={values.steps.length === 1}
                aria-label={`Remove reminder ${i + 1}`}
                onClick={() =>
                  setFieldValue(
                    'steps',
                    values.steps.filter((_, j) => j !== i),
                  )
                }
              >
                <IconX size={16} />
              </ActionIcon>
            </Group>
            <Textarea
              mt="xs"
              label="How it begins"
              aria-label={`How reminder ${i + 1} begins`}
              placeholder="As is usual for its tone"
              autosize
              minRows={1}
              maxRows={4}
              maxLength={500}
              {...getInputProps(`steps.${i}.text`)}
            />
          </Fieldset>
        ))}
        {typeof errors.steps === 'string' && errors.steps}
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            disabled={values.steps.length >= 10}
            onClick={() =>
              setFieldValue('steps', [
                ...values.steps,
                {
                  row: Math.max(...values.steps.map(({ row }) => row)) + 1,
                  day: Number(values.steps.at(-1)?.day ?? 0) + 7,
                  tone: 'FINAL',
                  text: '',
                },
              ])
            }
          >
            Another reminder
          </Button>
        </Group>
      </Stack>
    </FormModal>
  );
}
