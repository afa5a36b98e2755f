locals {
  definitions = "/subscriptions/${var.subscription_id}/providers/Microsoft.Authorization/roleDefinitions"
}
