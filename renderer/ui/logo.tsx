/** The mark: a wire that passes through a lens and comes out as bits. */
export function Logo({ size }: { readonly size: number }) {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <path className="logo-wire" d="M1 16h5.5M25.5 16H31" />
      <circle className="logo-rim" cx="16" cy="16" r="9.5" />
      <path className="logo-signal" d="M10 16h2.2l2-4.6 3.6 9.2 2-4.6H22" />
    </svg>
  );
}
