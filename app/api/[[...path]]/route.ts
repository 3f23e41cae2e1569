import { problemResponse } from "@/app/api/answer";
import { discardBody } from "@/app/api/body";
import { Problem } from "@/server/problem";

async function refuse(request: Request): Promise<Response> {
  void discardBody(request);
  return problemResponse(
    new Problem(
      404,
      "not_found",
      "The API has no such path. /api/v1/openapi.json and /docs/api list those that it has.",
    ),
  );
}

export {
  refuse as DELETE,
  refuse as GET,
  refuse as HEAD,
  refuse as OPTIONS,
  refuse as PATCH,
  refuse as POST,
  refuse as PUT,
};
