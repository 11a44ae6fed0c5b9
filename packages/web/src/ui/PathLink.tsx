import { useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface PathLinkProps {
  /** A path of the console with its search: "/invoices?overdue=true". */
  href: string;
  className?: string;
  children: ReactNode;
}

/** A link to a list as home wants it shown, filters included. */
export function PathLink({ href, className, children }: PathLinkProps) {
  const router = useRouter();
  return (
    <a
      href={href}
      className={className}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        void router.navigate({ href });
      }}
    >
      {children}
    </a>
  );
}
