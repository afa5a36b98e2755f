module "roles" {
  source = "../roles"

  subscription_id = var.subscription_id
}

resource "azapi_resource" "topic" {
  type      = "Microsoft.EventGrid/systemTopics@2025-02-15"
  parent_id = var.resource_group_id
  name      = var.name
  location  = var.location
  tags      = var.tags

  identity {
    type = "SystemAssigned"
  }

  body = {
    properties = {
      source    = var.account_id
      topicType = "Microsoft.Storage.StorageAccounts"
    }
  }
}

resource "azurerm_role_assignment" "dead_letter" {
  scope              = var.dead_letter_container_id
  role_definition_id = module.roles.blob_contributor
  principal_id       = azapi_resource.topic.identity[0].principal_id
  principal_type     = "ServicePrincipal"
}

resource "azapi_resource" "landed" {
  for_each = toset(var.subscribe ? var.landing_containers : [])

  type      = "Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15"
  parent_id = azapi_resource.topic.id
  name      = "landed-${each.value}"

  body = {
    properties = {
      eventDeliverySchema = "EventGridSchema"
      destination = {
        endpointType = "AzureFunction"
        properties = {
          resourceId                    = "${var.ingest_id}/functions/OnBlobCreated"
          maxEventsPerBatch             = 1
          preferredBatchSizeInKilobytes = 64
        }
      }
      filter = {
        includedEventTypes              = ["Microsoft.Storage.BlobCreated"]
        subjectBeginsWith               = "/blobServices/default/containers/${each.value}/"
        enableAdvancedFilteringOnArrays = true
      }
      retryPolicy = {
        maxDeliveryAttempts      = 30
        eventTimeToLiveInMinutes = 1440
      }
      deadLetterWithResourceIdentity = {
        identity = {
          type = "SystemAssigned"
        }
        deadLetterDestination = {
          endpointType = "StorageBlob"
          properties = {
            resourceId        = var.account_id
            blobContainerName = var.dead_letter_container
          }
        }
      }
    }
  }

  depends_on = [azurerm_role_assignment.dead_letter]
}
