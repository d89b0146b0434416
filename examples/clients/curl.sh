#!/usr/bin/env bash
# curl and jq
set -euo pipefail

url=${GATEWAY_URL:-http://localhost:4000/graphql}
client_id=${CLIENT_ID:-Q2xpZW50OldJU1BIVUI6MTAyMQ}
unknown_id=Q2xpZW50OldJU1BIVUI6OTk5OTk5
token=''

# Asks the sign-in for a token. The form is OAuth 2's client credentials: put yours here.
sign_in() {
  if [[ -z ${SIGN_IN_URL:-} ]]; then
    token=$TOKEN
    return
  fi
  token=$(curl -sS --fail --data grant_type=client_credentials "$SIGN_IN_URL" | jq -er .access_token)
}

# run QUERY [VARIABLES]: puts the answer into `answer`. A 401 asks for a new token and sends once more.
run() {
  local body attempt status reply
  body=$(jq -cn --arg query "$1" --argjson variables "${2:-null}" '{$query, $variables}')
  for attempt in 1 2; do
    [[ -n $token ]] || sign_in
    reply=$(curl -sS "$url" -H "authorization: Bearer $token" -H 'content-type: application/json' --data "$body" -w '\n%{http_code}')
    status=${reply##*$'\n'}
    answer=${reply%$'\n'*}
    [[ $status == 401 ]] || return 0
    token=''
  done
}

# watch QUERY VARIABLES: prints the events of a subscription until it is complete (server-sent events).
watch() {
  local body
  body=$(jq -cn --arg query "$1" --argjson variables "$2" '{$query, $variables}')
  curl -sSN "$url" -H "authorization: Bearer $token" -H 'content-type: application/json' -H 'accept: text/event-stream' --data "$body" |
    sed -un 's/^data: \(.\)/\1/p'
}

# print NAME FILTER: one line with what the filter takes out of the answer.
print() { jq -c --arg name "$1" "[\$name, $2]" <<<"$answer"; }

run 'query Person($id: ID!) { client(by: { id: $id }) { id name status plan { id name } } }' "{\"id\": \"$client_id\"}"
print query .data.client

# The key makes it safe to send again.
ping='mutation Ping($input: StartPingInput!) {
  startPing(input: $input) { ... on StartPingSuccess { pingTask { id status } } ... on Problem { code message } }
}'
run "$ping" "{\"input\": {\"clientId\": \"$client_id\", \"idempotencyKey\": \"curl-$RANDOM$RANDOM\"}}"
task=$(jq -er .data.startPing.pingTask.id <<<"$answer")

answer=$(watch 'subscription Pinged($id: ID!) { pingTaskCompleted(id: $id) { id status connection } }' "{\"id\": \"$task\"}")
print watch .data.pingTaskCompleted

page='query Page($search: String!, $first: Int!, $after: String) {
  clients(search: $search, first: $first, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }
}'
run "$page" '{"search": "perez", "first": 2}'
first=$answer
run "$page" "$(jq '{search: "perez", first: 2, after: .data.clients.pageInfo.endCursor}' <<<"$first")"
answer=$(jq -s '{names: [.[].data.clients.nodes[].name]}' <<<"$first$answer")
print pages .names

run "$ping" "{\"input\": {\"clientId\": \"$unknown_id\", \"idempotencyKey\": \"curl-$RANDOM$RANDOM\"}}"
print problem .data.startPing.code

run 'query { client(by: { id: "nobody" }) { id } }'
print error '.errors[0].extensions.code'
