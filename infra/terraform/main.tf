data "azurerm_client_config" "current" {}

module "apps" {
  source = "./modules/apps"
}

locals {
  hub    = "landfall"
  unique = substr(sha256("${var.subscription_id}/${var.name}"), 0, 6)
  suffix = "landfall-${var.name}"
  tags   = merge(var.tags, { product = "landfall", installation = var.name })
  apps   = module.apps.apps

  principals   = { for name, identity in module.identities : name => identity.principal_id }
  uses_cluster = var.create_cluster || var.cluster_id != ""
  cluster_id   = var.create_cluster ? one(module.cluster[*].id) : var.cluster_id
  vault        = "kv-lf-${var.name}-${local.unique}"

  secret_settings = {
    git-token      = "Record__GitToken"
    webhook-secret = "Notifications__WebhookSecret"
  }
}

resource "azurerm_resource_group" "group" {
  name     = "rg-${local.suffix}"
  location = var.location
  tags     = local.tags
}

module "monitoring" {
  source = "./modules/monitoring"

  name                = local.suffix
  resource_group_name = azurerm_resource_group.group.name
  location            = var.location
  tags                = local.tags
  retention_days      = var.log_days
}

module "storage" {
  source = "./modules/storage"

  name                = "lf${var.name}${local.unique}"
  resource_group_name = azurerm_resource_group.group.name
  location            = var.location
  tags                = local.tags
  replication         = trimprefix(var.storage_sku, "Standard_")
  landing_containers  = var.landing_containers
  working_days        = var.working_days
  soft_delete_days    = var.soft_delete_days
  workspace_id        = module.monitoring.workspace_id
}

module "identities" {
  source   = "./modules/identity"
  for_each = local.apps

  name                = "id-${local.suffix}-${lower(each.key)}"
  resource_group_name = azurerm_resource_group.group.name
  location            = var.location
  tags                = local.tags
}

module "data_rights" {
  source   = "./modules/data_rights"
  for_each = local.apps

  subscription_id    = var.subscription_id
  account_id         = module.storage.account_id
  container_ids      = module.storage.container_ids
  principal_id       = local.principals[each.key]
  containers         = each.value.containers
  landing_containers = each.value.landing ? var.landing_containers : []
  links              = each.value.links
}

module "scheduler" {
  source = "./modules/scheduler"

  subscription_id   = var.subscription_id
  name              = "dts-${local.suffix}-${local.unique}"
  resource_group_id = azurerm_resource_group.group.id
  location          = var.location
  tags              = local.tags
  sku               = var.scheduler_sku
  hub               = local.hub
  ip_allowlist      = var.scheduler_ip_allowlist
  principal_ids     = local.principals
}

module "keys" {
  source = "./modules/keys"

  subscription_id     = var.subscription_id
  name                = local.vault
  resource_group_name = azurerm_resource_group.group.name
  location            = var.location
  tags                = local.tags
  tenant_id           = data.azurerm_client_config.current.tenant_id
  workspace_id        = module.monitoring.workspace_id
  keys                = { for name, app in local.apps : app.key => local.principals[name] if app.key != null }
  verifiers           = { for name, app in local.apps : name => local.principals[name] if app.verifies }
  secrets             = { for name, app in local.apps : app.secret => local.principals[name] if contains(var.secrets, coalesce(app.secret, "none")) }
}

module "function_apps" {
  source   = "./modules/function_app"
  for_each = local.apps

  subscription_id            = var.subscription_id
  app_name                   = each.key
  app                        = each.value
  name                       = "func-${local.suffix}-${lower(each.key)}-${local.unique}"
  host_account_name          = substr("lfh${substr(lower(each.key), 0, 6)}${local.unique}${var.name}", 0, 24)
  resource_group_name        = azurerm_resource_group.group.name
  resource_group_id          = azurerm_resource_group.group.id
  location                   = var.location
  tags                       = local.tags
  identity_id                = module.identities[each.key].id
  principal_id               = module.identities[each.key].principal_id
  client_id                  = module.identities[each.key].client_id
  maximum_instances          = var.maximum_instances
  insights_id                = module.monitoring.insights_id
  insights_connection_string = module.monitoring.insights_connection_string

  scheduler_endpoint = module.scheduler.endpoint
  tenant_id          = data.azurerm_client_config.current.tenant_id
  sign_in_client_id  = var.sign_in_client_id
  shared_settings = merge(
    {
      TASKHUB_NAME  = local.hub
      StorageAccess = module.storage.blob_endpoint
    },
    each.key == "Ingest" ? { Ingest__Environment = var.environment, Ingest__Policy = var.policy } : {},
    each.key == "Approve" ? { Notifications__Webhook = var.notification_webhook } : {},
    each.value.cluster ? { "${each.key}__AgentImage" = var.agent_image } : {},
    each.value.cluster && local.uses_cluster ? { Kubernetes__ClusterId = local.cluster_id } : {},
    each.value.verifies ? { "${each.key}__TrustedKeysVault" = module.keys.uri } : {},
    each.value.key == null ? {} : { Signing__KeyVault = module.keys.uri },
    contains(var.secrets, coalesce(each.value.secret, "none")) ? {
      (local.secret_settings[each.value.secret]) = "@Microsoft.KeyVault(VaultName=${local.vault};SecretName=landfall-${each.value.secret})"
    } : {},
  )
}

module "events" {
  source = "./modules/events"

  subscription_id          = var.subscription_id
  name                     = "evgt-${local.suffix}"
  resource_group_id        = azurerm_resource_group.group.id
  location                 = var.location
  tags                     = local.tags
  account_id               = module.storage.account_id
  landing_containers       = var.landing_containers
  dead_letter_container    = module.storage.dead_letter_container
  dead_letter_container_id = module.storage.container_ids[module.storage.dead_letter_container]
  ingest_id                = module.function_apps["Ingest"].id
  subscribe                = var.subscribe
}

module "cluster" {
  source = "./modules/cluster"
  count  = var.create_cluster ? 1 : 0

  name              = "aks-${local.suffix}"
  resource_group_id = azurerm_resource_group.group.id
  location          = var.location
  tags              = local.tags
  vm_size           = var.cluster_vm_size
  nodes             = { min = 1, max = 6 }
  workspace_id      = module.monitoring.workspace_id
}

module "cluster_rights" {
  source = "./modules/cluster_rights"
  count  = local.uses_cluster ? 1 : 0

  subscription_id = var.subscription_id
  cluster_id      = local.cluster_id
  principal_ids   = { for name, app in local.apps : name => local.principals[name] if app.cluster }
}

module "registry" {
  source = "./modules/registry"
  count  = var.create_registry ? 1 : 0

  subscription_id     = var.subscription_id
  name                = "lf${var.name}${local.unique}"
  resource_group_name = azurerm_resource_group.group.name
  location            = var.location
  tags                = local.tags
  pullers             = local.uses_cluster ? { nodes = module.cluster_rights[0].nodes_principal_id } : {}
}

module "machine_learning" {
  source = "./modules/machine_learning"
  count  = var.machine_learning_workspace_id == "" ? 0 : 1

  subscription_id = var.subscription_id
  workspace_id    = var.machine_learning_workspace_id
  principal_id    = local.principals["Register"]
}

module "budget" {
  source = "./modules/budget"
  count  = var.budget == null ? 0 : 1

  name              = "budget-${local.suffix}"
  resource_group_id = azurerm_resource_group.group.id
  amount            = var.budget.amount
  start_date        = var.budget.start_date
  contact_emails    = var.budget.contact_emails
}
