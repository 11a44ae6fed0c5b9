import { Select, Textarea, TextInput } from '@mantine/core';
import { line, prose } from '@steward/shared';
import { useNavigate, useParams } from '@tanstack/react-router';
import { z } from 'zod';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormPage } from '../../../ui/form/FormPage.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { ABOUT, type About, optionsOf, SOURCES, type Source } from './campaign-words.ts';

const DraftDocument = graphql(`
  query CampaignDraft($id: ID!) {
    campaign(id: $id) {
      id
      name
      about
      source
      subject
      body
    }
  }
`);
const AddDocument = graphql(`
  mutation AddCampaign($input: AddCampaignInput!) {
    addCampaign(input: $input) {
      id
    }
  }
`);
const UpdateDocument = graphql(`
  mutation UpdateCampaign($input: UpdateCampaignInput!) {
    updateCampaign(input: $input) {
      id
      name
    }
  }
`);

type Draft = NonNullable<ResultOf<typeof DraftDocument>['campaign']>;

/** Writes a letter to contacts, or changes a draft [N2]. */
export function WriteCampaign() {
  const { campaignId } = useParams({ strict: false });
  return campaignId ? <Known id={campaignId} /> : <Letter />;
}

function Known({ id }: { id: string }) {
  const read = useRead(DraftDocument, { id }, { types: ['Campaign'] });
  return (
    <Loaded from={read} whole>
      {({ campaign }) => campaign && <Letter draft={campaign} />}
    </Loaded>
  );
}

function Letter({ draft }: { draft?: Draft }) {
  const navigate = useNavigate();
  const add = useSend(AddDocument, 'Campaign');
  const update = useSend(UpdateDocument, 'Campaign');
  const form = useSubmitForm({
    initialValues: {
      name: draft?.name ?? '',
      about: (draft?.about ?? 'NEWS') as About,
      source: (draft?.source ?? '') as Source | '',
      subject: draft?.subject ?? '',
      body: draft?.body ?? '',
    },
    schema: z.object({ name: line(120), subject: line(150), body: prose(20_000) }),
    send: async ({ source, ...values }, changed) => {
      if (!draft) return (await add({ input: { ...values, source: source || null } })).addCampaign;
      const edited = changed(({ source: from, ...given }) => ({ ...given, source: from || null }));
      return (await update({ input: { id: draft.id, ...edited } })).updateCampaign;
    },
    onDone: ({ id }) => void navigate({ to: '/campaigns/$campaignId', params: { campaignId: id } }),
  });
  const { values, getInputProps } = form.form;
  return (
    <>
      <PageHeader
        title={draft ? `Edit ${draft.name}` : 'Write a campaign'}
        crumbs={[{ label: 'Campaigns', link: { to: '/campaigns' } }]}
      />
      <FormPage
        form={form}
        submitLabel={draft ? 'Save' : 'Save draft'}
        cancel={{ to: '/campaigns' }}
        summary={
          <FormSummary
            facts={[
              ['About', ABOUT[values.about]],
              [
                'To',
                values.source ? `Contacts from ${SOURCES[values.source].toLowerCase()}` : 'All contacts',
              ],
            ]}
            effects={[
              'Nothing is sent by saving. Next you check who may be written to about this.',
              'Each letter says why it comes, and carries a link that stops it with one click.',
              'Services, invoices and incidents are no subject for a campaign: nobody can say no to those.',
            ]}
          />
        }
      >
        <FormSection title="To whom">
          <TextInput
            label="Name"
            description="For yourselves."
            required
            maxLength={120}
            {...getInputProps('name')}
          />
          <Select
            label="What it is about"
            description="Only those who may be written to about this."
            required
            allowDeselect={false}
            data={optionsOf(ABOUT)}
            {...getInputProps('about')}
          />
          <Select
            label="Contacts from"
            placeholder="Everywhere"
            clearable
            data={optionsOf(SOURCES)}
            {...getInputProps('source')}
            value={values.source || null}
            onChange={(source) => form.form.setFieldValue('source', (source ?? '') as Source | '')}
          />
        </FormSection>
        <FormSection title="The letter">
          <TextInput data-wide label="Subject" required maxLength={150} {...getInputProps('subject')} />
          <Textarea
            data-wide
            label="Text"
            required
            autosize
            minRows={8}
            maxRows={24}
            maxLength={20_000}
            {...getInputProps('body')}
          />
        </FormSection>
      </FormPage>
    </>
  );
}
