import { empty } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { setUpOperation } from "@/domain/contract/desk/access";
import { setUpPage } from "@/server/set-up";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(setUpOperation, async ({ context, body }) => {
    await setUpPage(context, body);
    return empty(201);
  }),
);
