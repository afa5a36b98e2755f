variable "subscription_id" {
  description = "Subscription to deploy to."
  type        = string
}

variable "name" {
  description = "Short name of this installation, part of every name: 2 to 8 lower case letters and digits."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9]{2,8}$", var.name))
    error_message = "Expected 2 to 8 lower case letters and digits."
  }
}

variable "location" {
  description = "Region. It must offer Flex Consumption and the Durable Task Scheduler."
  type        = string
}

variable "environment" {
  description = "Name of the Environment document that this installation serves."
  type        = string
}

variable "policy" {
  description = "Name of the DeliveryPolicy document that applies here."
  type        = string
}

variable "agent_image" {
  description = "Image of the agent that stands in every pod, by digest: name@sha256:…"
  type        = string

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.agent_image))
    error_message = "Expected an image by its digest: name@sha256:…"
  }
}

variable "notification_webhook" {
  description = "Where people are asked: an https address that takes JSON and sends the mail. It holds no secret; see secrets."
  type        = string

  validation {
    condition     = startswith(var.notification_webhook, "https://")
    error_message = "Expected an https address."
  }
}

variable "sign_in_client_id" {
  description = "Client id of the application by which people sign in to Console and Approve. Empty: who holds the function key is trusted."
  type        = string
  default     = ""

  validation {
    condition     = var.sign_in_client_id == "" || can(regex("^[0-9a-fA-F-]{36}$", var.sign_in_client_id))
    error_message = "Expected the client id of an application, or nothing."
  }
}

variable "secrets" {
  description = "The secrets that people have put into the vault. None the first time, for there is no vault yet."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for name in var.secrets : contains(["git-token", "webhook-secret"], name)])
    error_message = "Expected git-token or webhook-secret."
  }
}

variable "landing_containers" {
  description = "Containers in which others land data."
  type        = list(string)

  validation {
    condition     = length(var.landing_containers) > 0
    error_message = "Expected one container or more."
  }
}

variable "subscribe" {
  description = "Whether to subscribe Ingest to new blobs. false the first time, true once its code is deployed."
  type        = bool
  default     = false
}

variable "cluster_id" {
  description = "Resource id of the cluster to use. Empty: none, unless createCluster asks for a new one."
  type        = string
  default     = ""
}

variable "create_cluster" {
  description = "Whether to make a cluster."
  type        = bool
  default     = false
}

variable "create_registry" {
  description = "Whether to make a registry for the images of agent, trainers and servers, from which the cluster may pull."
  type        = bool
  default     = false
}

variable "machine_learning_workspace_id" {
  description = "Resource id of an Azure Machine Learning workspace in which registered versions are shown too. Empty: none."
  type        = string
  default     = ""
}

variable "cluster_vm_size" {
  description = "Size of the machines of a new cluster."
  type        = string
  default     = "Standard_D4ads_v5"
}

variable "storage_sku" {
  description = "Replication of the data."
  type        = string
  default     = "Standard_ZRS"

  validation {
    condition     = contains(["Standard_LRS", "Standard_ZRS", "Standard_GZRS"], var.storage_sku)
    error_message = "Expected Standard_LRS, Standard_ZRS or Standard_GZRS."
  }
}

variable "working_days" {
  description = "Days after which training parts, holdouts, labels and pushed outputs are deleted."
  type        = number
  default     = 180
}

variable "soft_delete_days" {
  description = "Days for which a deleted or overwritten blob can be had back."
  type        = number
  default     = 30
}

variable "scheduler_sku" {
  description = "How the Durable Task Scheduler is paid."
  type        = string
  default     = "Consumption"

  validation {
    condition     = contains(["Consumption", "Dedicated"], var.scheduler_sku)
    error_message = "Expected Consumption or Dedicated."
  }
}

variable "scheduler_ip_allowlist" {
  description = "Address ranges that may reach the scheduler. Calls carry an identity in any case."
  type        = list(string)
  default     = ["0.0.0.0/0"]
}

variable "maximum_instances" {
  description = "Most instances of one app at a time."
  type        = number
  default     = 40
}

variable "log_days" {
  description = "Days for which logs are kept."
  type        = number
  default     = 90
}

variable "budget" {
  description = "Monthly budget of the resource group; null for none."
  type = object({
    amount         = number
    start_date     = string
    contact_emails = list(string)
  })
  default = null
}

variable "tags" {
  description = "Tags for every resource."
  type        = map(string)
  default     = {}
}
