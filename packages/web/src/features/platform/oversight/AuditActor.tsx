import { Text } from '@mantine/core';
import { words } from '../../../lib/words.ts';
import { TextLink } from '../../../ui/links.tsx';

interface AuditActorProps {
  actorName: string;
  actorLevel: string | null;
  /** Under which they were in, if it was for support: they are nobody of the company's, whatever their rights there were. */
  supportGrantId: string | null;
}

/** Who did something, and as what. */
export function AuditActor({ actorName, actorLevel, supportGrantId }: AuditActorProps) {
  return (
    <span>
      {actorName}
      {supportGrantId ? (
        <Text span display="block" fz="xs">
          <TextLink to="/support-access/$grantId" params={{ grantId: supportGrantId }} inherit>
            In for support
          </TextLink>
        </Text>
      ) : (
        actorLevel && (
          <Text span display="block" fz="xs" c="dimmed">
            {words(actorLevel)}
          </Text>
        )
      )}
    </span>
  );
}
