/** What sign-in has to know of the instance. */
export type SignInSettings = {
  /** scheme, host and port under which people reach the server; all links and redirects are made from it (A27) */
  origin: string;
  /** false only on plain loopback: cookies then have other names, because `__Host-` needs Secure */
  cookieSecure: boolean;
  demo: boolean;
  /** within a minute: tries per account; failed ones, and wrong activation links, per network (security.md section 7) */
  limits?: { perAccount: number; perNetwork: number };
};
