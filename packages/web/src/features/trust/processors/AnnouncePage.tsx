import { MultiSelect, NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import {
  addDays,
  date as dateRule,
  NOTICE_DAYS,
  noticeDays,
  prose,
  subProcessorFields,
} from '@steward/shared';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useProductOptions } from '../../../data/use-product-options.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { date, plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { COUNTRIES } from '../../../ui/form/AddressFields.tsx';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormPage } from '../../../ui/form/FormPage.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { TRANSFERS, type Transfer } from './processor-words.ts';

const AnnounceDocument = graphql(`
  mutation AnnounceSubProcessor($input: AnnounceSubProcessorInput!) {
    announceSubProcessor(input: $input) {
      id
      effectiveOn
    }
  }
`);
const RecordDocument = graphql(`
  mutation RecordSubProcessor($input: RecordSubProcessorInput!) {
    recordSubProcessor(input: $input) {
      id
    }
  }
`);
const ReplacedDocument = graphql(`
  query ReplacedSubProcessor($id: ID!) {
    subProcessor(id: $id) {
      id
      name
    }
  }
`);

const EMPTY = {
  name: '',
  legalEntity: '',
  country: 'GB',
  places: [] as string[],
  does: '',
  transfer: 'NONE' as Transfer,
  securityContact: '',
  productIds: [] as string[],
};
type Values = typeof EMPTY;
const fields = () => ({
  ...subProcessorFields(),
  transfer: z.enum(Object.keys(TRANSFERS) as [Transfer, ...Transfer[]]),
});
const CRUMBS = [{ label: 'Sub-processors', link: { to: '/sub-processors' } }] as const;

/** Announces a sub-processor who comes, or takes the place of one [D1]. */
export function AnnouncePage() {
  const { replaces }: { replaces?: string } = useSearch({ strict: false });
  const announce = useSend(AnnounceDocument, 'ProcessorChange');
  const navigate = useNavigate();
  const read = useRead(ReplacedDocument, { id: replaces ?? '' }, { pause: !replaces });
  const replaced = read.state === 'ready' ? read.data.subProcessor?.name : undefined;
  const form = useSubmitForm({
    initialValues: { ...EMPTY, reason: '', noticeDays: NOTICE_DAYS },
    schema: z.object({ ...fields(), reason: prose(2_000), noticeDays: noticeDays() }),
    ask: (values) => ({
      title: `Announce ${values.name}?`,
      consequence: `Everyone who holds the services is told now, in the console and by mail, and may object until ${date(addDays(today(), values.noticeDays - 1))}.`,
      confirmLabel: 'Announce now',
    }),
    send: (values) => announce({ input: { ...values, replacesId: replaces ?? null } }),
    onDone: ({ announceSubProcessor: { id } }) => {
      notifications.show({ message: 'It is announced; those concerned are being told.' });
      void navigate({ to: '/sub-processor-changes/$changeId', params: { changeId: id } });
    },
  });
  const { values, getInputProps } = form.form;
  const days = Number(values.noticeDays) || NOTICE_DAYS;
  return (
    <>
      <PageHeader
        title={replaced ? `Announce who replaces ${replaced}` : 'Announce a sub-processor'}
        crumbs={[...CRUMBS]}
      />
      <FormPage
        form={form}
        submitLabel="Announce…"
        cancel={{ to: '/sub-processors' }}
        summary={
          <FormSummary
            facts={[
              ['Takes part from', date(addDays(today(), days))],
              ['Objections until', date(addDays(today(), days - 1))],
              [
                'Services',
                values.productIds.length ? plural(values.productIds.length, 'product') : 'All services',
              ],
              ...(replaced ? [['Replaces', replaced] as const] : []),
            ]}
            effects={[
              'Everyone who holds these services is told at once, in the console and by mail.',
              'It comes into force by itself on its day; while an objection waits for your answer it waits, too.',
              'You may withdraw it until then.',
            ]}
          />
        }
      >
        <SubProcessorSections form={form.form as never} />
        <FormSection title="Announcement">
          <Textarea
            label="Why"
            description="For those concerned: what is it for, and what changes for them?"
            required
            autosize
            minRows={3}
            data-wide
            {...getInputProps('reason')}
          />
          <NumberInput
            label="Days of notice"
            description={`At least ${NOTICE_DAYS}, as the processing agreement promises.`}
            required
            min={NOTICE_DAYS}
            max={365}
            {...getInputProps('noticeDays')}
          />
        </FormSection>
      </FormPage>
    </>
  );
}

/** Puts one in the register who was engaged before it was kept [D1]. */
export function RecordPage() {
  const record = useSend(RecordDocument, 'SubProcessor');
  const navigate = useNavigate();
  const form = useSubmitForm({
    initialValues: { ...EMPTY, since: '' },
    schema: z.object({ ...fields(), since: dateRule() }),
    send: (input) => record({ input }),
    onDone: () => {
      notifications.show({ message: 'It stands in the register.' });
      void navigate({ to: '/sub-processors' });
    },
  });
  return (
    <>
      <PageHeader title="Record a sub-processor that takes part" crumbs={[...CRUMBS]} />
      <FormPage
        form={form}
        submitLabel="Record"
        cancel={{ to: '/sub-processors' }}
        note="For one that was engaged before this register was kept. Nobody is told: whoever is to come is announced instead."
      >
        <SubProcessorSections form={form.form as never} />
        <FormSection title="Since">
          <DayField label="First day" required max={today()} {...form.form.getInputProps('since')} />
        </FormSection>
      </FormPage>
    </>
  );
}

function SubProcessorSections({ form: { getInputProps } }: { form: UseFormReturnType<Values> }) {
  const found = useProductOptions();
  const names = useRef(new Map<string, string>());
  for (const { value, label } of found.options) names.current.set(value, label);
  return (
    <>
      <FormSection title="Who">
        <TextInput label="Name" required maxLength={120} autoComplete="off" {...getInputProps('name')} />
        <TextInput
          label="Contract with"
          description="The company as it is registered."
          required
          maxLength={200}
          autoComplete="off"
          {...getInputProps('legalEntity')}
        />
        <Select
          label="Established in"
          required
          searchable
          allowDeselect={false}
          data={COUNTRIES}
          {...getInputProps('country')}
        />
        <TextInput
          label="Security contact"
          description="An address or number of its security people."
          required
          maxLength={200}
          autoComplete="off"
          {...getInputProps('securityContact')}
        />
      </FormSection>
      <FormSection title="What and where">
        <Textarea
          label="What it does"
          description="With which personal data, in plain words."
          required
          autosize
          minRows={2}
          data-wide
          {...getInputProps('does')}
        />
        <TagsInput
          label="Where"
          description="Places of processing, such as Slough, United Kingdom; Enter adds one."
          required
          splitChars={[';']}
          acceptValueOnBlur
          {...getInputProps('places')}
        />
        <Select
          label="Transfer"
          description="By what data may go there."
          required
          allowDeselect={false}
          data={Object.entries(TRANSFERS).map(([value, label]) => ({ value, label }))}
          {...getInputProps('transfer')}
        />
        <MultiSelect
          label="Services"
          description="It takes part in these; none: in all of them."
          searchable
          data-wide
          data={[...names.current].map(([value, label]) => ({ value, label }))}
          onSearchChange={found.onSearch}
          {...getInputProps('productIds')}
        />
      </FormSection>
    </>
  );
}
