locals {
  own = [
    "landfall-documents",
    "landfall-ledger",
    "landfall-runs",
    "landfall-training",
    "landfall-holdout",
    "landfall-labels",
    "landfall-outputs",
    "landfall-registry",
    "landfall-approvals",
    "landfall-records",
  ]

  dead_letters = "landfall-dead-letters"
}

resource "azurerm_storage_account" "data" {
  name                             = var.name
  resource_group_name              = var.resource_group_name
  location                         = var.location
  tags                             = var.tags
  account_kind                     = "StorageV2"
  account_tier                     = "Standard"
  account_replication_type         = var.replication
  access_tier                      = "Hot"
  allow_nested_items_to_be_public  = false
  cross_tenant_replication_enabled = false
  shared_access_key_enabled        = false
  default_to_oauth_authentication  = true
  min_tls_version                  = "TLS1_2"
  https_traffic_only_enabled       = true

  blob_properties {
    versioning_enabled = true

    delete_retention_policy {
      days = var.soft_delete_days
    }

    container_delete_retention_policy {
      days = var.soft_delete_days
    }
  }
}

resource "azurerm_storage_container" "container" {
  for_each = toset(concat(local.own, [local.dead_letters], var.landing_containers))

  name                  = each.value
  storage_account_id    = azurerm_storage_account.data.id
  container_access_type = "private"
}

resource "azurerm_storage_management_policy" "lifecycle" {
  storage_account_id = azurerm_storage_account.data.id

  rule {
    name    = "working-files"
    enabled = true

    filters {
      blob_types = ["blockBlob"]
      prefix_match = [
        "landfall-training/",
        "landfall-holdout/",
        "landfall-labels/",
        "landfall-outputs/",
        "${local.dead_letters}/",
      ]
    }

    actions {
      base_blob {
        delete_after_days_since_modification_greater_than = var.working_days
      }
    }
  }

  rule {
    name    = "old-versions"
    enabled = true

    filters {
      blob_types   = ["blockBlob"]
      prefix_match = ["landfall-"]
    }

    actions {
      version {
        delete_after_days_since_creation = var.working_days
      }
    }
  }

  depends_on = [azurerm_storage_container.container]
}

resource "azurerm_monitor_diagnostic_setting" "audit" {
  name                       = "audit"
  target_resource_id         = "${azurerm_storage_account.data.id}/blobServices/default"
  log_analytics_workspace_id = var.workspace_id

  enabled_log {
    category_group = "audit"
  }
}
