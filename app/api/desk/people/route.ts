import { privateJson } from "@/app/api/answer";
import { endpoint, on } from "@/app/api/endpoint";
import { invitePersonOperation, listPeopleOperation } from "@/domain/contract/desk/access";
import { invitePerson, listPeople } from "@/server/people";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint(
  on(listPeopleOperation, async ({ context, actor }) => privateJson(200, { people: await listPeople(context, actor) })),
  on(invitePersonOperation, async ({ context, actor, body }) =>
    privateJson(201, await invitePerson(context, actor, body)),
  ),
);
