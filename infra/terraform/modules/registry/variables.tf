variable "subscription_id" {
  description = "Subscription in which role definitions are named."
  type        = string
}

variable "name" {
  description = "Name of the registry; 5 to 50 letters and digits."
  type        = string
}

variable "resource_group_name" {
  description = "Resource group of this installation."
  type        = string
}

variable "location" {
  description = "Region."
  type        = string
}

variable "tags" {
  description = "Tags for every resource."
  type        = map(string)
}

variable "pullers" {
  description = "Principal ids of the clusters that take images from here, by any name: those of their nodes."
  type        = map(string)
}
