module "roles" {
  source = "../roles"

  subscription_id = var.subscription_id
}

resource "azapi_resource" "scheduler" {
  type      = "Microsoft.DurableTask/schedulers@2025-11-01"
  parent_id = var.resource_group_id
  name      = var.name
  location  = var.location
  tags      = var.tags

  body = {
    properties = {
      ipAllowlist = var.ip_allowlist
      sku         = merge({ name = var.sku }, var.sku == "Dedicated" ? { capacity = 1 } : {})
    }
  }

  response_export_values = ["properties.endpoint"]
}

resource "azapi_resource" "hub" {
  type      = "Microsoft.DurableTask/schedulers/taskHubs@2025-11-01"
  parent_id = azapi_resource.scheduler.id
  name      = var.hub

  body = {
    properties = {}
  }
}

resource "azurerm_role_assignment" "rights" {
  for_each = var.principal_ids

  scope              = azapi_resource.hub.id
  role_definition_id = module.roles.durable_contributor
  principal_id       = each.value
  principal_type     = "ServicePrincipal"
}
