import type { CookieOption, NextAuthOptions } from "next-auth";
import { getToken } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import type { Actor } from "@/server/actor";
import { nobody } from "@/server/actor";
import type { Context } from "@/server/context";
import { parse } from "@/server/faults";
import type { Problem } from "@/server/problem";
import { isProblem } from "@/server/problem";
import { sessionKey } from "@/server/session-key";
import { findStaff, SESSION_MS, signOut } from "@/server/sessions";
import { SignInBody, signIn } from "@/server/sign-in";

/**
 * How staff sign in: next-auth checks the form and seals the cookie; what the cookie holds is the secret of a session of ours,
 * which is looked up on each request. `onRefusal` is told why a sign-in was refused.
 */
export async function authOptions(
  context: Context,
  onRefusal: (problem: Problem) => void = () => undefined,
): Promise<NextAuthOptions> {
  const { log } = context;
  return {
    secret: await sessionKey(context),
    useSecureCookies: isSecure(context),
    cookies: { sessionToken: sessionCookie(context) },
    session: { strategy: "jwt", maxAge: SESSION_MS / 1_000 },
    pages: { signIn: "/desk/sign-in", error: "/desk/sign-in" },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        async authorize(credentials, { headers = {} }) {
          const client = { address: headers["x-vigie-client"] ?? "", agent: headers["user-agent"] ?? "" };
          try {
            return { id: await signIn(context, parse(SignInBody, credentials), client) };
          } catch (error) {
            if (isProblem(error)) onRefusal(error);
            else log.error({ err: error }, "A sign-in failed in an error that nobody expected");
            return null;
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { secret: user.id } : token),
      session: ({ session }) => ({ expires: session.expires }),
      // Where to go next is the page's own business: nothing that was sent decides it.
      redirect: () => "/desk",
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.secret === "string") await signOut(context, token.secret);
      },
    },
    logger: {
      error: (code) => log.warn({ code }, "next-auth refused"),
      // It warns that NEXTAUTH_URL is not set, which nothing here needs.
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

/** Who is signed in, by the cookie of a request. Throws 503 where the database cannot say. */
export async function staffOf(context: Context, headers: Headers): Promise<Actor> {
  const cookieName = sessionCookie(context).name;
  const cookies = Object.fromEntries(
    (headers.get("cookie") ?? "").split(/; */).flatMap((pair) => {
      const [name, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
      return name.startsWith(cookieName) ? [[name, value]] : [];
    }),
  );
  if (Object.keys(cookies).length === 0) return nobody;
  const request = { cookies, headers: new Headers() } as unknown as Parameters<typeof getToken>[0]["req"];
  const token = await getToken({
    req: request,
    secret: await sessionKey(context),
    cookieName,
  });
  return findStaff(context, typeof token?.secret === "string" ? token.secret : null);
}

/** By `__Host-`, browsers take it from this very host alone: no sister site can put its own session in the place of ours. */
function sessionCookie(context: Context): CookieOption {
  const secure = isSecure(context);
  const name = `${secure ? "__Host-" : ""}next-auth.session-token`;
  return { name, options: { httpOnly: true, sameSite: "lax", path: "/", secure } };
}

function isSecure({ settings }: Context): boolean {
  return settings.publicUrl.startsWith("https:");
}
