import { Radio, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type CURRENCIES, dayLimitMinor, parseMoney } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { amount, money } from '../../../lib/format.ts';
import { CurrencySelect } from '../../../ui/form/CurrencySelect.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { MoneyField } from '../../../ui/form/MoneyField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const SetDocument = graphql(`
  mutation SetCallLimits($input: SetCallLimitsInput!) {
    setCallLimits(input: $input) {
      id
    }
  }
`);
const RemoveDocument = graphql(`
  mutation RemoveCallLimits($input: RemoveCallLimitsInput!) {
    removeCallLimits(input: $input)
  }
`);

/** Whose limits are set: of everyone who has a currency, or of a company, with what holds of it now. */
export interface LimitsOf {
  name: string;
  currency: string;
  companyId?: string;
  limits: {
    sellerLimitId: string | null;
    forEveryone: boolean;
    sellerWarnMinor: number | null;
    sellerBarMinor: number | null;
    ownLimitId: string | null;
    ownWarnMinor: number | null;
    ownBarMinor: number | null;
    todayMicro?: number;
  };
}

interface SetLimitsProps {
  of: LimitsOf;
  onClose: () => void;
}

/** What calls may come to in a day before it is warned, and before they are barred [B2]. */
export function SetLimits({ of: { name, companyId, currency, limits }, onClose }: SetLimitsProps) {
  const own = useViewer().level === 'COMPANY';
  const set = useSend(SetDocument, 'CallLimit');
  const remove = useSend(RemoveDocument, 'CallLimit');
  const exception = own ? limits.ownLimitId : limits.forEveryone ? null : limits.sellerLimitId;
  const had = own
    ? [limits.ownWarnMinor, limits.ownBarMinor]
    : [limits.sellerWarnMinor, limits.sellerBarMinor];
  const typed = (minor: number | null | undefined) =>
    minor === null || minor === undefined ? '' : amount(minor);
  const form = useSubmitForm({
    initialValues: {
      whose: (companyId && !exception ? 'USUAL' : 'OWN') as 'USUAL' | 'OWN',
      currency,
      warnMinor: typed(had[0]),
      barMinor: typed(had[1]),
    },
    schema: rules,
    send: async ({ whose, currency: chosen, ...said }) => {
      const [warnMinor, barMinor] = [said.warnMinor, said.barMinor].map(
        (text) => minorOf(text, chosen) ?? null,
      );
      if (whose === 'OWN')
        await set({
          input: companyId
            ? { companyId, warnMinor, barMinor }
            : { currency: chosen as (typeof CURRENCIES)[number], warnMinor, barMinor },
        });
      else if (exception) await remove({ input: { id: exception } });
      return {};
    },
    onDone: () => {
      notifications.show({ message: 'It holds at once.' });
      onClose();
    },
  });
  const { values, getInputProps } = form.form;
  const [warn, bar] = [values.warnMinor, values.barMinor].map((text) => minorOf(text, values.currency));
  const shown = (minor: number | undefined) =>
    minor === undefined ? 'Not at all' : money(minor, values.currency);
  const holds = values.whose === 'OWN';
  return (
    <FormModal
      opened
      onClose={onClose}
      size="lg"
      title={companyId ? `Calls of ${name} in a day` : 'Calls of everyone in a day'}
      submitLabel="Save"
      form={form}
      summary={
        <FormSummary
          facts={[
            [
              'Today so far',
              limits.todayMicro === undefined
                ? null
                : money(Math.floor(limits.todayMicro / 10_000), currency),
            ],
            ['Warned from', holds ? shown(warn) : null],
            ['Barred from', holds ? shown(bar) : null],
          ]}
          effects={[
            'Counted from midnight to midnight in London, at what the company pays, without VAT, as calls are told of.',
            'When it is reached, outgoing calls are barred until midnight. Emergency and free numbers never are.',
            'What has been called today counts: calls may be barred, or go out again, as soon as you save.',
            !companyId && 'Companies with limits of their own keep them.',
            own ? 'Your provider sees it.' : 'The company sees it, and may set lower ones itself.',
          ]}
        />
      }
    >
      {companyId && (
        <Radio.Group label="Limits" {...getInputProps('whose')}>
          <Stack gap="sm" mt="xs">
            <Radio
              value="USUAL"
              label={own ? 'As our provider has set' : 'As for everyone'}
              description={
                own
                  ? `Warned from ${shown(limits.sellerWarnMinor ?? undefined)}, barred from ${shown(limits.sellerBarMinor ?? undefined)}.`
                  : undefined
              }
            />
            <Radio value="OWN" label={own ? 'Lower ones of our own' : 'For this company'} />
          </Stack>
        </Radio.Group>
      )}
      {!companyId && (
        <CurrencySelect
          description="For companies that are billed in it."
          disabled={limits.sellerLimitId !== null}
          {...getInputProps('currency')}
        />
      )}
      {holds && (
        <>
          <MoneyField
            label="Warn from"
            description={`You and ${own ? 'your provider' : 'the company'} are told, once a day. Leave it empty to warn of none.`}
            currency={values.currency}
            {...getInputProps('warnMinor')}
          />
          <MoneyField
            label="Bar from"
            description="Leave it empty to bar none."
            currency={values.currency}
            {...getInputProps('barMinor')}
          />
        </>
      )}
    </FormModal>
  );
}

/** What was typed, in minor units; undefined: nothing that is an amount. */
const minorOf = (text: string, currency: string): number | undefined =>
  text.trim() ? (parseMoney(text, currency) ?? undefined) : undefined;

const rules = z
  .object({
    whose: z.enum(['USUAL', 'OWN']),
    currency: z.string(),
    warnMinor: z.string(),
    barMinor: z.string(),
  })
  .superRefine(({ whose, currency, ...typed }, context) => {
    if (whose !== 'OWN') return;
    for (const path of ['warnMinor', 'barMinor'] as const) {
      if (!typed[path].trim()) continue;
      const judged = dayLimitMinor().safeParse(minorOf(typed[path], currency));
      if (!judged.success)
        context.addIssue({
          code: 'custom',
          path: [path],
          message: judged.error.issues[0]?.message ?? '',
        });
    }
  });
