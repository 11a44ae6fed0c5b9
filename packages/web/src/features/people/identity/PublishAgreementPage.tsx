import { Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { addDays, date, line, optional, prose } from '@steward/shared';
import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormPage } from '../../../ui/form/FormPage.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';

const PublishDocument = graphql(`
  mutation PublishAgreement($input: PublishAgreementInput!) {
    publishAgreement(input: $input) {
      id
      version
    }
  }
`);

const BoundDocument = graphql(`
  query BoundByAgreement($byPlatform: Boolean) {
    companies {
      totalCount
    }
    agreements(first: 100, filter: { byPlatform: $byPlatform }) {
      nodes {
        resellerId
        title
        text
        current
      }
    }
  }
`);

const RULES = z.object({
  version: line(40),
  title: line(150),
  summary: prose(2_000),
  text: prose(50_000),
  acceptBy: optional(date()),
});

/** A new version of the data processing agreement, in force as soon as it is published: the platform's, or a reseller's own [D1] [N5]. */
export function PublishAgreementPage() {
  const { level, reseller } = useViewer();
  const read = useRead(
    BoundDocument,
    { byPlatform: level === 'PLATFORM' ? true : null },
    { types: ['Company', 'Agreement'] },
  );
  return (
    <Loaded from={read} whole>
      {({ companies, agreements: { nodes } }) => {
        const inForce = nodes.filter(({ current }) => current);
        const before =
          inForce.find(({ resellerId }) => resellerId === reseller.id) ??
          inForce.find(({ resellerId }) => resellerId === null);
        return (
          <PublishForm
            title={before?.title ?? 'Data processing agreement'}
            text={before?.text ?? ''}
            bound={
              level === 'RESELLER'
                ? plural(companies.totalCount, 'company', 'companies')
                : 'all resellers, and companies whose reseller has no text of its own'
            }
          />
        );
      }}
    </Loaded>
  );
}

/** Begins with the text in force; `bound`: for whom it is. */
function PublishForm({ title, text, bound }: { title: string; text: string; bound: string }) {
  const publish = useSend(PublishDocument, 'Agreement');
  const navigate = useNavigate();
  const form = useSubmitForm({
    initialValues: { version: '', title, summary: '', text, acceptBy: '' },
    schema: RULES,
    ask: ({ version }) => ({
      title: `Publish version ${version}?`,
      consequence: `It is in force at once for ${bound}: their administrators are told by mail and asked to accept it. It cannot be changed or taken back.`,
      confirmLabel: 'Publish',
    }),
    send: (input) => publish({ input }),
    onDone: ({ publishAgreement: { version } }) => {
      notifications.show({ message: `Version ${version} is published.` });
      void navigate({ to: '/agreement' });
    },
  });
  const { getInputProps } = form.form;
  return (
    <>
      <PageHeader
        title="Publish a new version"
        crumbs={[{ label: 'Processing agreement', link: { to: '/agreement' } }]}
      />
      <FormPage
        form={form}
        submitLabel="Publish version…"
        cancel={{ to: '/agreement' }}
        note="It is in force at once and cannot be changed. You will be asked once more before it goes out."
      >
        <FormSection title="Version">
          <TextInput label="Version" placeholder="2026-12" required {...getInputProps('version')} />
          <TextInput label="Title" required {...getInputProps('title')} />
          <DayField
            label="To be accepted by"
            description="Nothing stops after that day; leave it empty where there is no hurry."
            min={addDays(today(), 1)}
            {...getInputProps('acceptBy')}
          />
          <Textarea
            label="What has changed"
            description="In plain words, for whoever accepted the version before."
            required
            autosize
            minRows={3}
            data-wide
            {...getInputProps('summary')}
          />
        </FormSection>
        <FormSection title="Text">
          <Textarea
            label="The whole agreement"
            description="Plain text; clauses are set apart by empty lines."
            required
            autosize
            minRows={12}
            data-wide
            maxRows={30}
            {...getInputProps('text')}
          />
        </FormSection>
      </FormPage>
    </>
  );
}
