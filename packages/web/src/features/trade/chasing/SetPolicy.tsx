import {
  ActionIcon,
  Button,
  Fieldset,
  Group,
  NativeSelect,
  NumberInput,
  Select,
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
import { dayWords, effectWords, type Policy, policyFor, USUAL_STEPS } from './chasing-words.ts';
import { useCustomerGroups } from './use-customer-groups.ts';
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
const EFFECTS = ['LETTER', 'NO_NEW_ORDERS', 'SUSPENSION'] as const;

type Typed = {
  companyId: string | null;
  resellerId: string | null;
  groupId: string | null;
  active: boolean;
  warningDays: number | string;
  /** Told apart by `row` while they are added and removed. */
  steps: {
    row: number;
    day: number | string;
    tone: (typeof TONES)[number];
    text: string;
    effect: (typeof EFFECTS)[number];
  }[];
};

const rules = (forEveryone: boolean, known: boolean) =>
  z
    .object({
      companyId: z.string().nullable(),
      resellerId: z.string().nullable(),
      groupId: z.string().nullable(),
      active: z.boolean(),
      warningDays: z
        .union([z.number(), z.string()])
        .refine((days) => Number(days) >= 7 && Number(days) <= 60, 'Must be from 7 to 60.'),
      steps: z.array(
        z.object({
          row: z.number(),
          day: z
            .union([z.number(), z.string()])
            .refine((day) => Number.isInteger(day), 'Must be a whole number of days.')
            .refine((day) => Number(day) >= -30 && Number(day) <= 180, 'Must be from -30 to 180.'),
          tone: z.enum(TONES),
          text: z.string(),
          effect: z.enum(EFFECTS),
        }),
      ),
    })
    .superRefine(({ companyId, resellerId, groupId }, context) => {
      if (forEveryone || known || companyId || resellerId || groupId) return;
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
    resellerId: (known && !policy.company && !policy.group && policy.reseller?.id) || null,
    groupId: (known && policy.group?.id) || null,
    warningDays: policy?.warningDays ?? 7,
    active: policy?.active ?? true,
    steps: (policy?.steps ?? USUAL_STEPS).map(({ day, tone, text, effect }, row) => ({
      row,
      day,
      tone,
      text: text ?? '',
      effect: effect ?? 'LETTER',
    })),
  };
  const form = useSubmitForm({
    initialValues,
    schema: rules(forEveryone, Boolean(known)),
    send: ({ companyId, resellerId, groupId, active, warningDays, steps }) =>
      set({
        input: {
          companyId,
          resellerId,
          groupId,
          active,
          warningDays: Number(warningDays),
          steps: steps.map(({ day, tone, text, effect }) => ({
            day: Number(day),
            tone,
            text: text || null,
            effect: effect === 'LETTER' ? null : effect,
          })),
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
  const groups = useCustomerGroups(choosing);
  const restricts = values.steps.some(({ effect }) => effect !== 'LETTER');
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
            ...(restricts
              ? [
                  `What restricts is said ${values.warningDays} days before, with its day, and ends by itself with the payment.`,
                  'Only products of which the catalogue says so are suspended. A reseller’s companies never are: that step is a letter to the reseller.',
                ]
              : []),
          ]}
        />
      }
    >
      {choosing && groups.length > 0 && (
        <Select
          label="Group of customers"
          placeholder="Or choose a customer below"
          clearable
          disabled={values.companyId !== null || values.resellerId !== null}
          data={groups.map(({ id, name }) => ({ value: id, label: name }))}
          {...getInputProps('groupId')}
        />
      )}
      {choosing && (
        <FoundSelect
          label="Company"
          placeholder="Type its name"
          clearable
          disabled={values.resellerId !== null || values.groupId !== null}
          choices={companies}
          {...getInputProps('companyId')}
        />
      )}
      {choosing && level === 'PLATFORM' && (
        <FoundSelect
          label="Or reseller"
          placeholder="Type its name"
          clearable
          disabled={values.companyId !== null || values.groupId !== null}
          choices={resellers}
          {...getInputProps('resellerId')}
        />
      )}
      <Switch
        label={forEveryone ? 'Send reminders' : 'Send reminders to them'}
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
            <NativeSelect
              mt="xs"
              label="What begins with it"
              aria-label={`What begins with reminder ${i + 1}`}
              data={EFFECTS.map((value) => ({
                value,
                label: effectWords(value === 'LETTER' ? null : value),
              }))}
              {...getInputProps(`steps.${i}.effect`)}
            />
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
                  effect: 'LETTER',
                },
              ])
            }
          >
            Another reminder
          </Button>
        </Group>
        {restricts && (
          <NumberInput
            label="Days of warning"
            description="Before orders are stopped or services suspended. At least 7."
            allowDecimal={false}
            clampBehavior="none"
            hideControls
            w={220}
            {...getInputProps('warningDays')}
          />
        )}
      </Stack>
    </FormModal>
  );
}
