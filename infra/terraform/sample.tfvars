# A sample that leaves nothing out. Copy it to one file per installation.
subscription_id      = "00000000-0000-0000-0000-000000000001"
name                 = "dev"
location             = "westeurope"
environment          = "dev"
policy               = "standard"
agent_image          = "registry.example.com/landfall/agent@sha256:0000000000000000000000000000000000000000000000000000000000000000"
notification_webhook = "https://mail.example.com/landfall"
sign_in_client_id    = "00000000-0000-0000-0000-000000000002"
secrets              = ["git-token", "webhook-secret"]
landing_containers   = ["incoming"]
subscribe            = true
create_cluster       = true
create_registry      = true
storage_sku          = "Standard_LRS"

machine_learning_workspace_id = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-science/providers/Microsoft.MachineLearningServices/workspaces/ml-science"

budget = {
  amount         = 400
  start_date     = "2026-01-01"
  contact_emails = ["platform@example.com"]
}
