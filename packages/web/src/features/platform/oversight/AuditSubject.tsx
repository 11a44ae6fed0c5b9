import { Text } from '@mantine/core';
import { useViewer } from '../../../data/viewer.ts';
import { thingOf, useMore } from '../../../frame/feature.ts';
import { spoken } from '../../../lib/words.ts';
import { TextLink } from '../../../ui/links.tsx';

interface AuditSubjectProps {
  subjectType: string;
  subjectId: string | null;
  subjectName: string;
}

/** What something was done to, with the way to it. */
export function AuditSubject({ subjectType, subjectId, subjectName }: AuditSubjectProps) {
  const { level } = useViewer();
  const thing = thingOf(useMore(), subjectType);
  const path = thing?.page?.(subjectId, level, subjectName);
  const kind = thing?.one ?? spoken(subjectType);
  if (!subjectName) return <span>{kind}</span>;
  return (
    <span>
      {path ? (
        <TextLink to={path} inherit>
          {subjectName}
        </TextLink>
      ) : (
        subjectName
      )}
      <Text span display="block" fz="xs" c="dimmed">
        {kind}
      </Text>
    </span>
  );
}
