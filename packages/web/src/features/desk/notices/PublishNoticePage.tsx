import { Select, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line, prose } from '@steward/shared';
import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useProductOptions } from '../../../data/use-product-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { instant, plural } from '../../../lib/format.ts';
import { options } from '../../../lib/words.ts';
import { FormPage } from '../../../ui/form/FormPage.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { instantOf, MomentField } from '../../../ui/form/MomentField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Audience, useAudience } from './Audience.tsx';
import { NOTICE_KINDS, type NoticeKind } from './kinds.ts';

const PublishDocument = graphql(`
  mutation PublishNotice($input: PublishNoticeInput!) {
    publishNotice(input: $input) {
      id
      recipientCount
    }
  }
`);

const MUST = 'Must be filled in';

/** Maintenance has a window that lies ahead; other kinds may have one. The API's rule, before anything is sent. */
const RULES = z
  .object({
    kind: z.enum(NOTICE_KINDS),
    productId: z.string().min(1, 'Choose the service it is about.'),
    title: line(150),
    body: prose(5_000),
    startsAt: z.string().nullable(),
    endsAt: z.string().nullable(),
  })
  .superRefine(({ kind, startsAt, endsAt }, context) => {
    const must = kind === 'MAINTENANCE';
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (!startsAt && (must || endsAt)) fault('startsAt', `${MUST}: when does it begin?`);
    if (must && !endsAt) fault('endsAt', `${MUST}: when will it be over?`);
    if (startsAt && endsAt && endsAt <= startsAt) fault('endsAt', 'Must be later than the beginning.');
    else if (must && endsAt && Date.parse(instantOf(endsAt) ?? '') <= Date.now())
      fault('endsAt', 'Must be in the future: this window is over.');
  });

/** Staff tell everyone who holds a service what will happen to it, or has [N1]. */
export function PublishNoticePage() {
  const navigate = useNavigate();
  const publish = useSend(PublishDocument);

  const form = useSubmitForm({
    initialValues: {
      kind: 'MAINTENANCE' as NoticeKind,
      productId: '',
      title: '',
      body: '',
      startsAt: null as string | null,
      endsAt: null as string | null,
    },
    schema: RULES,
    ask: () => ({
      title: 'Publish this notice now?',
      consequence: (
        <>
          {people === undefined ? (
            'It goes to everyone who holds the service'
          ) : (
            <>
              It goes to <b>{plural(people, 'person', 'people')}</b>
            </>
          )}
          , in their console and by e-mail, at once. They cannot switch it off, and you cannot take it back or
          change it.
        </>
      ),
      confirmLabel: people === undefined ? 'Publish' : `Publish to ${plural(people, 'person', 'people')}`,
    }),
    send: ({ startsAt, endsAt, ...values }) =>
      publish({ input: { ...values, startsAt: instantOf(startsAt), endsAt: instantOf(endsAt) } }),
    onDone: ({ publishNotice: { id, recipientCount } }) => {
      notifications.show({
        title: 'The notice is out',
        message: `It goes to ${plural(recipientCount, 'person', 'people')}, here and by e-mail.`,
      });
      void navigate({ to: '/notices/$noticeId', params: { noticeId: id } });
    },
  });
  const { getInputProps, values } = form.form;
  const products = useProductOptions(values.productId || undefined);
  const audience = useAudience(values.productId);
  const people = audience.state === 'ready' ? audience.data.noticeAudience.people : undefined;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

  return (
    <>
      <PageHeader title="Publish notice" crumbs={[{ label: 'Notices', link: { to: '/notices' } }]} />
      <FormPage
        form={form}
        submitLabel="Publish…"
        cancel={{ to: '/notices' }}
        summary={
          <FormSummary
            facts={[
              ['About', products.options.find(({ value }) => value === values.productId)?.label],
              ['Begins', values.startsAt && instant(instantOf(values.startsAt) ?? '')],
              ['Ends', values.endsAt && instant(instantOf(values.endsAt) ?? '')],
            ]}
            effects={[
              'It goes out at once, to their console and by e-mail. They cannot switch it off.',
              'It can neither be changed nor taken back: you are asked once more.',
            ]}
          >
            <Audience productId={values.productId} read={audience} />
          </FormSummary>
        }
      >
        <FormSection title="What it is about">
          <Select
            label="Kind"
            required
            allowDeselect={false}
            data={options(NOTICE_KINDS)}
            {...getInputProps('kind')}
          />
          <FoundSelect
            label="Service"
            required
            placeholder="Choose a service"
            choices={products}
            {...getInputProps('productId')}
            value={values.productId || null}
            onChange={(id) => form.form.setFieldValue('productId', id ?? '')}
          />
        </FormSection>
        <FormSection
          title="When"
          description={
            values.kind === 'MAINTENANCE'
              ? `The window of the maintenance, in your time zone (${zone}). Readers see it in theirs.`
              : `Optional, in your time zone (${zone}). Readers see it in theirs.`
          }
        >
          <MomentField
            label="Begins"
            required={values.kind === 'MAINTENANCE'}
            {...getInputProps('startsAt')}
          />
          <MomentField
            label="Ends"
            required={values.kind === 'MAINTENANCE'}
            minDate={values.startsAt ?? undefined}
            {...getInputProps('endsAt')}
          />
        </FormSection>
        <FormSection title="Text">
          <TextInput
            label="Title"
            required
            maxLength={150}
            placeholder="Maintenance of the mailbox service"
            autoComplete="off"
            data-wide
            {...getInputProps('title')}
          />
          <Textarea
            label="Message"
            description="Say what will happen, what people will notice and what they need to do."
            required
            autosize
            minRows={6}
            maxRows={20}
            maxLength={5_000}
            data-wide
            {...getInputProps('body')}
          />
        </FormSection>
      </FormPage>
    </>
  );
}
