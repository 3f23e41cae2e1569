import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { problemResponse } from "@/app/api/answer";
import { authOptions } from "@/app/session";
import { currentContext } from "@/server/context";
import { databaseProblem } from "@/server/database/faults";
import { isProblem } from "@/server/problem";

interface Params {
  readonly params: Promise<{ readonly nextauth: string[] }>;
}

async function answer(request: NextRequest, params: Params): Promise<Response> {
  try {
    const response: Response = await NextAuth(request, params, await authOptions(currentContext()));
    response.headers.set("Cache-Control", "private, no-store");
    return response;
  } catch (error) {
    const problem = isProblem(error) ? error : databaseProblem(error);
    if (problem === null) throw error;
    return problemResponse(problem);
  }
}

export { answer as GET, answer as POST };
